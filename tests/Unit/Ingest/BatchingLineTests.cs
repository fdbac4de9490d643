using System.Collections.Concurrent;
using CreatorFlow.Ingest.Publishing;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class BatchingLineTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<IReadOnlyList<int>> batches = new();
    private readonly SemaphoreSlim entered = new(0);
    private readonly SemaphoreSlim release = new(0);
    private readonly QuickClock clock = new();
    private TimeSpan sendTakes;
    private Task running = Task.CompletedTask;
    private int inFlight, mostInFlight;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        release.Release(1_000);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        stopping.Dispose();
        entered.Dispose();
        release.Dispose();
    }

    [Fact]
    public async Task What_arrives_during_a_send_rides_in_the_next_in_order()
    {
        var line = Line(new(Items: 100, Weight: 1_000, Waiting: 100, Apart: TimeSpan.Zero));
        var first = Add(line, 0);
        await entered.WaitAsync(Deadline);
        var rest = Enumerable.Range(1, 9).Select(item => Add(line, item)).ToList();
        release.Release(2);
        await Task.WhenAll([first, .. rest]).WaitAsync(Deadline);
        Assert.Equal([[0], [1, 2, 3, 4, 5, 6, 7, 8, 9]], batches);
    }

    [Fact]
    public async Task A_batch_holds_so_many_items_and_so_much_weight()
    {
        var line = Line(new(Items: 3, Weight: 10, Waiting: 100, Apart: TimeSpan.Zero), weigh: item => item);
        var first = Add(line, 0);
        await entered.WaitAsync(Deadline);
        var rest = new[] { 1, 1, 1, 1, 9, 2, 50, 1 }.Select(item => Add(line, item)).ToList();
        release.Release(100);
        await Task.WhenAll([first, .. rest]).WaitAsync(Deadline);
        Assert.Equal([[0], [1, 1, 1], [1, 9], [2], [50], [1]], batches);
    }

    [Fact]
    public async Task One_send_is_in_flight_however_many_add()
    {
        var line = Line(new(Items: 7, Weight: 1_000, Waiting: 10_000, Apart: TimeSpan.Zero));
        release.Release(5_000);
        await Parallel.ForAsync(0, 1_000, async (item, _) => await Add(line, item)).WaitAsync(Deadline);
        Assert.Equal(1, mostInFlight);
        Assert.Equal(Enumerable.Range(0, 1_000), batches.SelectMany(batch => batch).Order());
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(15 + 6, 5)]
    public async Task Lines_go_on_at_the_same_moments_so_far_apart_whenever_they_began(int beginsAt, int waits)
    {
        clock.Advance(TimeSpan.FromMilliseconds(beginsAt));
        var line = Line(new(Items: 3, Weight: 1_000, Waiting: 100, Apart: TimeSpan.FromMilliseconds(15)));
        sendTakes = TimeSpan.FromMilliseconds(4);
        release.Release(100);
        await Add(line, 0).WaitAsync(Deadline);
        await Add(line, 1).WaitAsync(Deadline);
        Assert.Equal(TimeSpan.FromMilliseconds(waits), clock.Waited.First());
    }

    [Fact]
    public async Task A_send_that_took_longer_is_followed_at_once()
    {
        var line = Line(new(Items: 3, Weight: 1_000, Waiting: 100, Apart: TimeSpan.FromMilliseconds(15)));
        sendTakes = TimeSpan.FromMilliseconds(15);
        release.Release(100);
        await Add(line, 0).WaitAsync(Deadline);
        await Add(line, 1).WaitAsync(Deadline);
        Assert.Empty(clock.Waited);
    }

    [Fact]
    public async Task A_full_batch_does_not_wait()
    {
        var line = Line(new(Items: 2, Weight: 1_000, Waiting: 100, Apart: TimeSpan.FromMilliseconds(15)));
        var first = Add(line, 0);
        await entered.WaitAsync(Deadline);
        Task[] full = [Add(line, 1), Add(line, 2), Add(line, 3), Add(line, 4)];
        release.Release(2);
        await Task.WhenAll([first, .. full[..2]]).WaitAsync(Deadline);
        Assert.Empty(clock.Waited);
    }

    [Fact]
    public async Task A_failure_reaches_each_waiter_and_the_line_goes_on()
    {
        var line = Line(new(Items: 100, Weight: 1_000, Waiting: 100, Apart: TimeSpan.Zero), fails: batch => batch.Contains(1));
        var first = Add(line, 0);
        await entered.WaitAsync(Deadline);
        Task<string>[] failing = [Add(line, 1), Add(line, 2)];
        release.Release(3);
        Assert.Equal("sent", await first.WaitAsync(Deadline));
        foreach (var task in failing) await Assert.ThrowsAsync<InvalidDataException>(() => task.WaitAsync(Deadline));
        Assert.Equal("sent", await Add(line, 3).WaitAsync(Deadline));
    }

    [Fact]
    public async Task A_full_line_takes_no_more()
    {
        var line = Line(new(Items: 1, Weight: 1_000, Waiting: 2, Apart: TimeSpan.Zero));
        _ = Add(line, 0);
        await entered.WaitAsync(Deadline);
        Assert.True(line.TryAdd(1, out _));
        Assert.True(line.TryAdd(2, out _));
        Assert.False(line.TryAdd(3, out _));
    }

    [Fact]
    public async Task Who_waits_when_the_line_stops_is_told()
    {
        var line = Line(new(Items: 1, Weight: 1_000, Waiting: 10, Apart: TimeSpan.Zero));
        _ = Add(line, 0);
        await entered.WaitAsync(Deadline);
        var waiting = Add(line, 1);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline));
    }

    private BatchingLine<int, string> Line(BatchLimits limits, Func<int, long>? weigh = null, Func<IReadOnlyList<int>, bool>? fails = null)
    {
        var line = new BatchingLine<int, string>(SendAsync, weigh ?? (_ => 1), limits, clock);
        running = line.RunAsync(stopping.Token);
        return line;

        async Task<string> SendAsync(IReadOnlyList<int> batch, CancellationToken cancellation)
        {
            mostInFlight = Math.Max(mostInFlight, Interlocked.Increment(ref inFlight));
            entered.Release();
            await release.WaitAsync(cancellation);
            batches.Enqueue(batch);
            clock.Advance(sendTakes);
            Interlocked.Decrement(ref inFlight);
            return fails?.Invoke(batch) == true ? throw new InvalidDataException() : "sent";
        }
    }

    private static Task<string> Add(BatchingLine<int, string> line, int item)
    {
        Assert.True(line.TryAdd(item, out var outcome));
        return outcome;
    }

    /// <summary>Moves by hand; what waits goes on at once, and is written down.</summary>
    private sealed class QuickClock : TimeProvider
    {
        private long now;

        public ConcurrentQueue<TimeSpan> Waited { get; } = new();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

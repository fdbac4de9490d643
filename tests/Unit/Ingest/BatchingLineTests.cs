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
        var line = Line(new(Items: 100, Weight: 1_000, Waiting: 100));
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
        var line = Line(new(Items: 3, Weight: 10, Waiting: 100), weigh: item => item);
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
        var line = Line(new(Items: 7, Weight: 1_000, Waiting: 10_000));
        release.Release(5_000);
        await Parallel.ForAsync(0, 1_000, async (item, _) => await Add(line, item)).WaitAsync(Deadline);
        Assert.Equal(1, mostInFlight);
        Assert.Equal(Enumerable.Range(0, 1_000), batches.SelectMany(batch => batch).Order());
    }

    [Fact]
    public async Task A_failure_reaches_each_waiter_and_the_line_goes_on()
    {
        var line = Line(new(Items: 100, Weight: 1_000, Waiting: 100), fails: batch => batch.Contains(1));
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
        var line = Line(new(Items: 1, Weight: 1_000, Waiting: 2));
        _ = Add(line, 0);
        await entered.WaitAsync(Deadline);
        Assert.True(line.TryAdd(1, out _));
        Assert.True(line.TryAdd(2, out _));
        Assert.False(line.TryAdd(3, out _));
    }

    [Fact]
    public async Task Who_waits_when_the_line_stops_is_told()
    {
        var line = Line(new(Items: 1, Weight: 1_000, Waiting: 10));
        _ = Add(line, 0);
        await entered.WaitAsync(Deadline);
        var waiting = Add(line, 1);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Deadline));
    }

    private BatchingLine<int, string> Line(BatchLimits limits, Func<int, long>? weigh = null, Func<IReadOnlyList<int>, bool>? fails = null)
    {
        var line = new BatchingLine<int, string>(SendAsync, weigh ?? (_ => 1), limits);
        running = line.RunAsync(stopping.Token);
        return line;

        async Task<string> SendAsync(IReadOnlyList<int> batch, CancellationToken cancellation)
        {
            mostInFlight = Math.Max(mostInFlight, Interlocked.Increment(ref inFlight));
            entered.Release();
            await release.WaitAsync(cancellation);
            batches.Enqueue(batch);
            Interlocked.Decrement(ref inFlight);
            return fails?.Invoke(batch) == true ? throw new InvalidDataException() : "sent";
        }
    }

    private static Task<string> Add(BatchingLine<int, string> line, int item)
    {
        Assert.True(line.TryAdd(item, out var outcome));
        return outcome;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Telling_channels(EngineUnderTest engine) : IClassFixture<EngineUnderTest>, IAsyncLifetime
{
    public Task InitializeAsync() => engine.ForgetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_channel_that_hangs_does_not_slow_another()
    {
        var (hanging, quick) = (new MemoryChannel(Platforms.Instagram) { Hangs = true }, new MemoryChannel(Platforms.Amazon));
        var (stuck, free) = (await engine.ConnectAsync(Platforms.Instagram), await engine.ConnectAsync(Platforms.Amazon));
        await engine.WishAsync(stuck, "L", 1, "run");
        await using var replica = await Replica.StartAsync(engine, [hanging, quick]);
        await Eventually.Async(() => hanging.Calls > 0);
        for (var quantity = 1; quantity <= 20; quantity++)
        {
            var (wanted, run) = (quantity, $"run-{quantity}");
            await engine.WishAsync(free, "L", wanted, run);
            await Eventually.Async(() => quick.Shown.GetValueOrDefault("L") == wanted);
        }
        Assert.Equal(1, hanging.Calls);
        Assert.Equal("waiting", (await engine.RowAsync(stuck, "L")).Status);
    }

    [Fact]
    public async Task A_call_that_hangs_holds_up_no_wish_that_comes_after_it()
    {
        var channel = new MemoryChannel(Platforms.Instagram) { Hangs = true, CallsAtOnce = 2 };
        var connection = await engine.ConnectAsync();
        await engine.WishAsync(connection, "first", 1, "run");
        await using var replica = await Replica.StartAsync(engine, [channel]);
        await Eventually.Async(() => channel.Calls == 1);
        await engine.WishAsync(connection, "second", 2, "run");
        await Eventually.Async(() => channel.Calls == 2);
        await engine.WishAsync(connection, "third", 3, "run");
        channel.Hangs = false;
        await Eventually.Async(() => channel.Shown.Count == 3);
    }

    [Fact]
    public async Task A_replica_that_stops_gives_its_claims_back()
    {
        var hanging = new MemoryChannel(Platforms.Instagram) { Hangs = true };
        var connection = await engine.ConnectAsync();
        await engine.WishAsync(connection, "L", 1, "run");
        await using (await Replica.StartAsync(engine, [hanging])) await Eventually.Async(() => hanging.Calls > 0);
        Assert.Equal(new("waiting", "run", 1, null, 0, null, false), await engine.RowAsync(connection, "L"));
        var next = new MemoryChannel(Platforms.Instagram);
        await using var replica = await Replica.StartAsync(engine, [next]);
        await Eventually.Async(() => next.Shown.GetValueOrDefault("L") == 1);
    }

    [Fact]
    public async Task A_replica_that_loses_the_broker_gives_its_claims_back()
    {
        var (connection, broker) = (await engine.ConnectAsync(), new TcpListener(IPAddress.Loopback, 0));
        broker.Start();
        await engine.WishAsync(connection, "L", 1, "run");
        await using var without = await Replica.StartAsync(engine, [new MemoryChannel(Platforms.Instagram)], broker: new($"amqp://{broker.LocalEndpoint}"));
        (await broker.AcceptSocketAsync()).Dispose();
        broker.Stop();
        var channel = new MemoryChannel(Platforms.Instagram);
        await using var replica = await Replica.StartAsync(engine, [channel]);
        await Eventually.Async(() => channel.Shown.GetValueOrDefault("L") == 1);
    }

    [Fact]
    public async Task What_a_channel_answers_while_the_database_is_away_is_written_down_when_it_is_back()
    {
        var (channel, connection) = (new MemoryChannel(Platforms.Instagram) { Hangs = true }, await engine.ConnectAsync());
        await engine.WishAsync(connection, "L", 1, "run");
        using var away = new TcpListener(IPAddress.Loopback, 0);
        away.Start();
        await using var asked = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={((IPEndPoint)away.LocalEndpoint).Port};Username=nobody;SSL Mode=Disable;GSS Encryption Mode=Disable");
        var gate = new DatabaseGate(asked, TimeProvider.System);
        await using var replica = await Replica.StartAsync(engine, [channel], gate: gate);
        await Eventually.Async(() => channel.Calls == 1);
        gate.Failed(new SocketException());
        channel.Hangs = false;
        await Eventually.Async(() => channel.Told.Count == 1 && channel.UnderWay == 0);
        for (var questions = 0; questions < 4; questions++) (await away.AcceptSocketAsync()).Dispose();
        Assert.Equal("waiting", (await engine.RowAsync(connection, "L")).Status);
        await asked.DisposeAsync(); // opens the gate
        await Eventually.Async(async () => (await engine.RowAsync(connection, "L")).Status == "done");
        Assert.Equal(1, channel.Calls);
    }

    [Fact]
    public async Task A_call_ends_before_its_claim_does_and_counts_as_a_try()
    {
        var hanging = new MemoryChannel(Platforms.Instagram) { Hangs = true };
        var connection = await engine.ConnectAsync();
        await engine.WishAsync(connection, "L", 1, "run");
        await using var replica = await Replica.StartAsync(engine, [hanging], claimMs: 1_000);
        await Eventually.Async(async () => (await engine.RowAsync(connection, "L")).Failure == "push.overran");
        hanging.Hangs = false;
        await Eventually.Async(async () => (await engine.RowAsync(connection, "L")).Status == "done");
        Assert.Equal(0, hanging.Overlapping);
    }

    [Fact]
    public async Task A_paused_connection_waits_and_on_resume_only_the_newest_goes_out()
    {
        var channel = new MemoryChannel(Platforms.Instagram);
        var (paused, other) = (await engine.ConnectAsync(), await engine.ConnectAsync());
        await engine.PauseAsync(paused, true);
        await using var replica = await Replica.StartAsync(engine, [channel]);
        await engine.WishAsync(paused, "paused", 9, "older");
        await engine.WishAsync(other, "other", 5, "run");
        await Eventually.Async(() => channel.Shown.GetValueOrDefault("other") == 5);
        await engine.WishAsync(paused, "paused", 3, "newer");
        await engine.WishAsync(other, "other", 6, "next");
        await Eventually.Async(() => channel.Shown.GetValueOrDefault("other") == 6);
        Assert.DoesNotContain("paused", channel.Shown.Keys);
        await engine.PauseAsync(paused, false);
        await Eventually.Async(() => channel.Shown.GetValueOrDefault("paused") == 3);
        Assert.Equal([3L], channel.Told.Where(t => t.ListingId == "paused").Select(t => t.Quantity));
    }

    [Fact]
    public async Task Pausing_while_its_lane_is_busy_ends_with_the_call_under_way()
    {
        var channel = new MemoryChannel(Platforms.Instagram) { Hangs = true };
        var connection = await engine.ConnectAsync();
        for (var i = 0; i < 30; i++) await engine.WishAsync(connection, $"L{i}", 1, "run");
        await using var replica = await Replica.StartAsync(engine, [channel]);
        await Eventually.Async(() => channel.Calls > 0);
        await engine.PauseAsync(connection, true);
        channel.Hangs = false;
        await Eventually.Async(() => !channel.Told.IsEmpty && channel.UnderWay == 0);
        Assert.DoesNotContain(connection.Id, (await engine.Store().WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        Assert.Equal(MemoryChannel.Most, channel.Told.Count);
        await engine.PauseAsync(connection, false);
        await Eventually.Async(() => channel.Shown.Count == 30);
    }

    /// <summary>What one process of the service runs.</summary>
    private sealed class Replica(PushDispatch dispatch, PartitionSender sender, Signals signals) : IAsyncDisposable
    {
        public static async Task<Replica> StartAsync(EngineUnderTest engine, IReadOnlyList<IChannelAdapter> adapters, int claimMs = 60_000, Uri? broker = null, DatabaseGate? gate = null)
        {
            var (signals, clock) = (new Signals("test"), TimeProvider.System);
            var options = Options.Create(new PushOptions { FirstDelayMs = 1, LongestDelayMs = 1, Attempts = 50, LookEveryMs = 10, ClaimMs = claimMs });
            var partitions = Options.Create(new PartitionOptions());
            var sender = new PartitionSender(new(broker ?? engine.Broker), partitions);
            var (patience, store) = (new PushPatience(options), engine.Store(options.Value));
            gate ??= new DatabaseGate(engine.Database, clock);
            var settlement = new PushSettlement(store, new DeliveryPublisher(sender, partitions, clock), patience, new PushMeter(signals, clock), gate, clock);
            var lane = new PushLane(store, settlement, new Breakers(options, signals, clock), signals, options, gate, clock, NullLogger<PushLane>.Instance);
            var dispatch = new PushDispatch(store, engine.Connections, adapters, lane, options, gate, clock, NullLogger<PushDispatch>.Instance);
            await dispatch.StartAsync(CancellationToken.None);
            return new(dispatch, sender, signals);
        }

        public async ValueTask DisposeAsync()
        {
            await dispatch.StopAsync(CancellationToken.None);
            dispatch.Dispose();
            await sender.DisposeAsync();
            signals.Dispose();
        }
    }

    /// <summary>A channel without a network. While it hangs its calls wait to be cancelled or for it to go on.</summary>
    private sealed class MemoryChannel(string platform) : IChannelAdapter
    {
        public const int Most = 10;
        private int calls;
        private int underWay;
        private TaskCompletionSource? held;

        public string Platform => platform;

        public int MostPerCall => Most;

        public int CallsAtOnce { get; init; } = 1;

        public bool Hangs
        {
            get => Volatile.Read(ref held) is not null;
            set => Interlocked.Exchange(ref held, value ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null)?.TrySetResult();
        }

        public int Calls => calls;

        public int UnderWay => underWay;

        /// <summary>Calls that began while another was under way.</summary>
        public int Overlapping { get; private set; }

        public ConcurrentQueue<PushItem> Told { get; } = [];

        public ConcurrentDictionary<string, long> Shown { get; } = new(StringComparer.Ordinal);

        public async Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation)
        {
            Interlocked.Increment(ref calls);
            if (Interlocked.Increment(ref underWay) > 1 && Hangs) Overlapping++;
            try
            {
                if (Volatile.Read(ref held) is { } hanging) await hanging.Task.WaitAsync(cancellation);
                foreach (var item in items)
                {
                    Told.Enqueue(item);
                    Shown[item.ListingId] = item.Quantity;
                }
                return [.. items.Select(_ => new PushResult.Taken())];
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }

        public Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation) => Task.FromResult<PageAnswer>(new PageAnswer.Page([], null));
    }
}

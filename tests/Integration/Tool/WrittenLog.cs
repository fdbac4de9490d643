using System.CommandLine;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Recording;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tool;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Tool;

/// <summary>A database of its own, written by Projection's own writer, looked at by the tool.</summary>
public abstract class WrittenLog : IAsyncLifetime
{
    private const string Digest = "0000000000000000000000000000000000000000000000000000000000000000";
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private RedisCache redis = null!;
    private string connectionString = "";
    private BatchWriter writer = null!;
    private readonly EarlierClock clock = new();
    private int made;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        connectionString = await PrivateServers.Shared.CreateDatabaseAsync();
        Database = NpgsqlDataSource.Create(connectionString);
        redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        await ProjectionModule.MigrateAsync(Database);
        StartWriter();
    }

    /// <summary>As after a restart: nothing is remembered.</summary>
    internal void StartWriter() =>
        writer = new BatchWriterFactory(Database, new DatabaseGate(Database, TimeProvider.System), new WorkingSet(Database, new EventReader(Database)), new Bookkeeper(Microsoft.Extensions.Options.Options.Create(new CreatorFlow.Projection.Expiring.ReservationOptions()), NullLogger<Bookkeeper>.Instance),
            new Recorder(Database, clock), new Announcer(redis, new DoneDeliveries(redis, TimeProvider.System)), new RecordingMeter(new Signals("test"), TimeProvider.System), new RecordingTrace(new Signals("test"), TimeProvider.System), Options.Create(new ProjectionOptions()), NullLogger<BatchWriter>.Instance).Create();

    /// <summary>From now on events are written as so many days ago.</summary>
    internal void WriteDaysAgo(int days) => clock.DaysAgo = days;

    public async Task DisposeAsync()
    {
        await redis.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Deliveries with one event each, as few transactions as may be.</summary>
    internal Task WriteAsync(IEnumerable<(string Creator, ChannelEvent Event)> events) => writer.WriteAsync([.. events.Select(e => new Delivery
    {
        Id = Guid.CreateVersion7().ToString("n"), CreatorId = e.Creator, ConnectionId = $"{e.Creator}-shop", Platform = "shopify", Topic = "test",
        IdempotencyKey = $"key-{++made}", Checksum = Digest, ReceivedAt = Start, Events = [e.Event],
    })], CancellationToken.None);

    /// <summary>Two creators with stock and orders in every state.</summary>
    internal Task WriteSomeAsync(int orders = 20) => WriteAsync(new[] { "ann", "ben" }.SelectMany(creator => Some(orders).Select(e => (creator, e))));

    internal static IEnumerable<ChannelEvent> Some(int orders, int from = 0)
    {
        if (from == 0)
            foreach (var sku in Enumerable.Range(0, 5)) yield return new StockSet { OccurredAt = Start, Sku = $"SKU-{sku}", Quantity = 500 };
        for (var i = from; i < from + orders; i++)
        {
            var at = Start.AddSeconds(i + 1);
            yield return new OrderPlaced
            {
                OccurredAt = at, OrderId = $"{i}", PlacedAt = at, Name = $"#Ünïcode “{i}” <&>",
                Lines = [new() { LineId = "l1", Sku = $"SKU-{i % 5}", Quantity = 1 + (i % 3), Title = "T-shirt / \\ \u2028", UnitPrice = new(1_999, "USD") }],
            };
            yield return new StockChanged { OccurredAt = at, Sku = $"SKU-{i % 5}", Delta = i % 2 == 0 ? 3 : -1 };
            if (i % 3 == 0) yield return new OrderChanged { OccurredAt = at, OrderId = $"{i}", Status = "paid" };
            if (i % 4 == 0) yield return new OrderDispatched { OccurredAt = at, OrderId = $"{i}", ShipmentId = $"s{i}", TrackingNumber = "1Z" };
            if (i % 5 == 1) yield return new OrderCalledOff { OccurredAt = at, OrderId = $"{i}" };
        }
    }

    /// <summary>By hand, past everything that keeps the log right.</summary>
    internal async Task PlantAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        Assert.True(await command.ExecuteNonQueryAsync() > 0, sql);
    }

    internal async Task<T> ValueAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs the tool as a person does, its output as lines.</summary>
    internal async Task<(int Code, string[] Lines)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var code = await ToolCommand.Describe().Parse([.. args, "--postgres", connectionString]).InvokeAsync(new() { Output = output, Error = output });
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class EarlierClock : TimeProvider
    {
        public int DaysAgo { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-DaysAgo);
    }
}

using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Books;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>
/// Reads some streams, decides and writes an order's usual way a few times, and takes it back: a replica decides nothing until partitions come
/// to it, and would then have its code compiled while everybody waits (a first transaction takes a hundred times a later one's time). Once, some seconds
/// after the start, when whoever died before has been stood in for.
/// </summary>
internal sealed partial class Rehearsal(BatchWriterFactory writers, WorkingSet workingSet, NpgsqlDataSource database, TimeProvider clock, ILogger<Rehearsal> logger) : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    // The first takes 342 ms, the next 15, 8 and 5; more would take from who is at work what they bring.
    private const int Times = 4;

    private const int Streams = 100;
    private static readonly string SomeStreams = Sql.Load("Recording/some-streams.sql");

    private const string Nobody = "-rehearsal-";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Wait, clock, stoppingToken);
        try
        {
            var (writer, packed) = (writers.Create(), DeliveryCodec.Pack(Deliveries(clock.GetUtcNow())));
            for (var time = 0; time < Times; time++)
            {
                await ReadAsync(stoppingToken);
                await writer.RehearseAsync(DeliveryCodec.Unpack(packed), stoppingToken);
            }
            Rehearsed(logger);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested) // nothing depends on it
        {
            Interrupted(logger, e.GetType().Name);
        }
    }

    /// <summary>What was stored is read by other code than writes it.</summary>
    private async Task ReadAsync(CancellationToken cancellation)
    {
        var (skus, orders) = (new HashSet<StreamKey>(), new HashSet<StreamKey>());
        await using (var command = database.CreateCommand(SomeStreams))
        {
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                if (row.GetBoolean(2)) orders.Add(new(row.GetString(0), Order.StreamOf(row.GetString(1))));
                else skus.Add(new(row.GetString(0), Stock.StreamOf(row.GetString(1))));
        }
        await workingSet.LoadStreamsAsync(new AggregateCache(Streams), skus, orders, cancellation);
    }

    /// <summary>An order of two SKUs from its goods to its customer.</summary>
    public static Delivery[] Deliveries(DateTimeOffset now) => [.. Events(now).Select(Delivery)];

    private static IEnumerable<ChannelEvent> Events(DateTimeOffset now) =>
    [
        new StockSet { Sku = "SKU-1", Quantity = 10, OccurredAt = now },
        new StockChanged { Sku = "SKU-2", Delta = 10, OccurredAt = now },
        new OrderPlaced { OrderId = "1", PlacedAt = now, OccurredAt = now, Lines = [new() { LineId = "1", Sku = "SKU-1", Quantity = 1 }, new() { LineId = "2", Sku = "SKU-2", Quantity = 2 }] },
        new OrderDispatched { OrderId = "1", ShipmentId = "1", TrackingNumber = "1", OccurredAt = now },
        new OrderArrived { OrderId = "1", OccurredAt = now },
    ];

    private static Delivery Delivery(ChannelEvent happened, int number) => new()
    {
        Id = Guid.CreateVersion7(happened.OccurredAt).ToString("N"), CreatorId = Nobody, ConnectionId = Nobody, Platform = Platforms.Standard, Topic = "rehearsal",
        IdempotencyKey = $"{number}", Checksum = $"{number}", ReceivedAt = happened.OccurredAt, Events = [happened],
    };

    [LoggerMessage(3006, LogLevel.Information, "What is usual is rehearsed")]
    private static partial void Rehearsed(ILogger logger);

    [LoggerMessage(3005, LogLevel.Information, "What is usual could not be rehearsed ({Error})")]
    private static partial void Interrupted(ILogger logger, string error);
}

using System.Net.Sockets;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>
/// Decides and writes an order's usual way a few times, and takes it back: a replica that stands by decides nothing until it takes over, and would
/// then have its code compiled and the database's statements planned while everybody waits. Once, some seconds after the start, when whoever died
/// before has been stood in for.
/// </summary>
internal sealed partial class Rehearsal(BatchWriterFactory writers, TimeProvider clock, ILogger<Rehearsal> logger) : BackgroundService
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    // .NET compiles anew, and well, what was called 30 times (https://learn.microsoft.com/dotnet/core/runtime-config/compilation).
    private const int Times = 40;

    // No creator's: ids of creators begin with a letter or a digit.
    private const string Nobody = "-rehearsal-";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Wait, clock, stoppingToken);
        try
        {
            var (writer, packed) = (writers.Create(), DeliveryCodec.Pack(Deliveries(clock.GetUtcNow())));
            for (var time = 0; time < Times; time++) await writer.RehearseAsync(DeliveryCodec.Unpack(packed), stoppingToken);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException or IOException)
        {
            Interrupted(logger, e.GetType().Name);
        }
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

    [LoggerMessage(3005, LogLevel.Information, "What is usual could not be rehearsed ({Error})")]
    private static partial void Interrupted(ILogger logger, string error);
}

using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Tool.Replay;

/// <summary>Publishes archived deliveries to their partition again, as a platform that sends everything twice would.</summary>
/// <remarks>
/// They go under their own ids, without their events: the archive holds the body, and only Ingest can read it. Projection knows
/// their keys, so each is a duplicate before any event would be looked at. One whose key is lost would be taken for a new webhook
/// without a meaning; it is not sent, but told.
/// </remarks>
internal sealed class DeliveryReplay(NpgsqlDataSource database, Screen screen)
{
    private const int PerMessage = 50;
    private static readonly string Select = Sql.Load("Replay/deliveries.sql");
    private static readonly string Count = Sql.Load("Replay/count-deliveries.sql");

    public async Task<int> RunAsync(string creator, DateTimeOffset from, DateTimeOffset to, string? broker, CancellationToken cancellation)
    {
        if (from >= to) throw new ToolException("--from is not before --to.");
        var partitions = InstalledBroker.Partitions();
        await using var sender = new PartitionSender(InstalledBroker.Address(broker), Options.Create(partitions));
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var total = await connection.ValueAsync<long>(Count, cancellation, creator, from, to);
        var sent = new Sent();
        try
        {
            await screen.WatchAsync("deliveries", total, tell => SendAsync(sender, connection, Partitioning.Of(creator, partitions.Count), creator, from, to, sent, tell, cancellation));
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or PublishException)
        {
            throw new ToolException($"The broker did not confirm ({e.GetType().Name}) after {sent.Confirmed} deliveries; run it again.", e);
        }
        return Tell(creator, sent);
    }

    private static async Task SendAsync(PartitionSender sender, NpgsqlConnection connection, int partition, string creator, DateTimeOffset from, DateTimeOffset to,
        Sent sent, Action<long> tell, CancellationToken cancellation)
    {
        var message = new List<Delivery>();
        await foreach (var (delivery, known) in connection.RowsAsync(Select, row => Read(row, creator), cancellation, creator, from, to))
        {
            if (!known) sent.WithoutKey.Add(delivery.Id);
            else message.Add(delivery);
            if (message.Count == PerMessage) await FlushAsync();
        }
        if (message.Count > 0) await FlushAsync();

        async Task FlushAsync()
        {
            await sender.SendAsync(partition, message, cancellation);
            sent.Confirmed += message.Count;
            tell(message.Count);
            message.Clear();
        }
    }

    private static (Delivery Delivery, bool Known) Read(NpgsqlDataReader row, string creator) => (new()
    {
        Id = row.GetString(0), CreatorId = creator, ConnectionId = row.GetString(1), Platform = row.GetString(2), Topic = row.GetString(3), IdempotencyKey = row.GetString(4),
        Checksum = row.GetString(5), ReceivedAt = row.GetFieldValue<DateTimeOffset>(6), TraceParent = row.IsDBNull(7) ? null : row.GetString(7), Body = row.GetFieldValue<byte[]>(8),
    }, row.GetBoolean(9));

    private int Tell(string creator, Sent sent)
    {
        foreach (var id in sent.WithoutKey) screen.Say($"{id} was not published: its idempotency key is lost. Run verify.");
        screen.Say(sent.Confirmed == 0 ? $"No delivery of {creator} was published." : string.Create(CultureInfo.InvariantCulture,
            $"{sent.Confirmed:N0} deliveries of {creator} published again and confirmed. Their keys are recorded, so each is a duplicate: nothing is applied twice, and nothing changes."));
        return sent.WithoutKey.Count == 0 ? 0 : ToolAction.Found;
    }

    private sealed class Sent
    {
        public long Confirmed { get; set; }
        public List<string> WithoutKey { get; } = [];
    }
}

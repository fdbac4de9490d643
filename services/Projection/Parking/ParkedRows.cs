using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Recording;
using Npgsql;

namespace CreatorFlow.Projection.Parking;

/// <summary>Reads what is open of an aggregate, and writes what became of it.</summary>
internal static class ParkedRows
{
    private static readonly string ReadOpen = Sql.Load("Parking/read-open.sql");
    private static readonly string Settle = Sql.Load("Parking/settle.sql");
    private static readonly string Update = Sql.Load("Parking/update.sql");
    private static readonly string ConcludeDeliveries = Sql.Load("Parking/conclude-deliveries.sql");
    private static readonly string ConcludeKeys = Sql.Load("Parking/conclude-keys.sql");

    /// <summary>The open events of an aggregate in their order, before them the one to be discarded; one that cannot be read holds up its aggregate alone.</summary>
    public static async Task<List<ParkedRow>> ReadAsync(NpgsqlDataSource database, string creator, ReplayParked wanted, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadOpen);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = wanted.Aggregate });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = wanted.Discard ?? -1 });
        var rows = new List<ParkedRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (delivery, error) = Read(reader.GetString(2), reader.GetString(3));
            rows.Add(new(reader.GetInt64(0), creator, reader.GetString(1), delivery, error));
        }
        return rows;
    }

    private static (Delivery? Delivery, Exception? Error) Read(string happened, string delivery)
    {
        try
        {
            return (Read<Delivery>(delivery) with { Events = [Read<ChannelEvent>(happened)] }, null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException) // the latter for an event of no type
        {
            return (null, e);
        }
    }

    private static T Read<T>(string stored) where T : class => JsonSerializer.Deserialize<T>(stored) ?? throw new JsonException("There is nothing.");

    /// <summary>Into the transaction of their effects, behind them.</summary>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<ParkedFate> fates, DateTimeOffset now)
    {
        if (fates.Count == 0) return;
        var settled = fates.Where(f => f.IsSettled).ToList();
        if (settled.Count > 0) batch.Add(Settle, settled.Column(f => f.Row.Position), settled.Column(f => f.Status), Batches.Value(now));
        batch.Add(Update, fates.Column(f => f.Row.Position), fates.Column(f => f.Status), fates.Column(f => f.Reason), Batches.Value(now));
        var deliveries = fates.Select(f => f.Row.DeliveryId).Distinct(StringComparer.Ordinal).ToArray();
        var creator = fates[0].Row.Creator;
        batch.Add(ConcludeDeliveries, Batches.Value(creator), Batches.Value(deliveries));
        batch.Add(ConcludeKeys, Batches.Value(creator), Batches.Value(deliveries));
    }
}

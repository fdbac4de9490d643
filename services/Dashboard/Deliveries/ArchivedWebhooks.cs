using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Reads archived deliveries with their bodies, as they are handed to Ingest to be read again.</summary>
internal sealed class ArchivedWebhooks(NpgsqlDataSource database)
{
    private static readonly string Range = Sql.Load("Deliveries/range.sql");
    private static readonly string One = Sql.Load("Deliveries/one.sql");

    /// <summary>The first webhooks after an id (<c>""</c>: from the beginning), the oldest first.</summary>
    public async Task<IReadOnlyList<Delivery>> ReadAsync(string creator, DeliveryFilter filter, string after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Range);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = after });
        filter.AddTo(command.Parameters);
        command.Parameters.Add(new() { Value = limit });
        return await ReadAsync(command, creator, cancellation);
    }

    /// <summary>Whatever it is; null when the creator has none of that id.</summary>
    public async Task<Delivery?> FindAsync(string creator, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, creator, cancellation)).SingleOrDefault();
    }

    private static async Task<IReadOnlyList<Delivery>> ReadAsync(NpgsqlCommand command, string creator, CancellationToken cancellation)
    {
        var found = new List<Delivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(Read(reader, creator));
        return found;
    }

    private static Delivery Read(NpgsqlDataReader row, string creator) => new()
    {
        Id = row.GetString(0), CreatorId = creator, ConnectionId = row.GetString(1), Platform = row.GetString(2), Topic = row.GetString(3),
        ReceivedAt = row.GetFieldValue<DateTimeOffset>(4), IdempotencyKey = row.GetString(5), Checksum = row.GetString(6),
        TraceParent = row.IsDBNull(7) ? null : row.GetString(7), Body = row.GetFieldValue<byte[]>(8),
    };
}

using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Reads the archive of webhooks, the newest first (their ids are made in the order of receipt).</summary>
internal sealed class DeliveryQueries(NpgsqlDataSource database)
{
    private static readonly string List = Sql.Load("Deliveries/list.sql");
    private static readonly string Get = Sql.Load("Deliveries/get.sql");

    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, string? outcome, string? connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(new() { Value = creator });
        foreach (var text in new[] { page.Part(0), outcome, connection })
            command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(reader.GetFieldValue<byte[]>(0), PageRequest.Encode(reader.GetString(1))));
        return rows;
    }

    /// <summary>What is known of a delivery and its raw body, or null.</summary>
    public async Task<(byte[] Stored, byte[] Body)?> FindAsync(string creator, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1)) : null;
    }
}

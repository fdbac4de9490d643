using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary>Reads stock items as they are stored.</summary>
internal sealed class InventoryQueries(NpgsqlDataSource database)
{
    private static readonly string List = Sql.Load("Inventory/list.sql");
    private static readonly string Get = Sql.Load("Inventory/get.sql");

    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, string? search, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = (object?)page.Part(0) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)search?.ToLowerInvariant() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(reader.GetFieldValue<byte[]>(1), PageRequest.Encode(reader.GetString(0))));
        return rows;
    }

    /// <summary>The item and its version, or null.</summary>
    public async Task<(byte[] Stored, long Version)?> FindAsync(string creator, string sku, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = sku });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetFieldValue<byte[]>(0), reader.GetInt64(1)) : null;
    }
}

using System.Globalization;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary>Reads stock items as they are stored.</summary>
internal sealed class InventoryQueries(NpgsqlDataSource database)
{
    private static readonly string BySku = Sql.Load("Inventory/list-by-sku.sql");
    private static readonly string ByUpdate = Sql.Load("Inventory/list-by-update.sql");
    private static readonly string Get = Sql.Load("Inventory/get.sql");

    /// <summary>In the order of SKUs. A SKU keeps its place, so paging sees each that was there throughout once.</summary>
    public async Task<IReadOnlyList<PageRow>> ListBySkuAsync(string creator, PageRequest page, string? search, CancellationToken cancellation)
    {
        await using var command = Command(BySku, creator, page.Part(0) ?? "", search, page.Limit);
        return await ReadAsync(command, row => PageRequest.Encode(row.GetString(0)), cancellation);
    }

    /// <summary>The latest change first; what changes while it is paged moves to the front.</summary>
    public async Task<IReadOnlyList<PageRow>> ListByUpdateAsync(string creator, PageRequest page, DateTime before, string? search, CancellationToken cancellation)
    {
        await using var command = Command(ByUpdate, creator, page.Part(1) ?? "", search, page.Limit);
        command.Parameters.Add(new() { Value = before });
        return await ReadAsync(command, row => PageRequest.Encode(row.GetDateTime(2).ToString("O", CultureInfo.InvariantCulture), row.GetString(0)), cancellation);
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

    private NpgsqlCommand Command(string sql, string creator, string sku, string? search, int limit)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = sku });
        command.Parameters.Add(new() { Value = search ?? "" });
        command.Parameters.Add(new() { Value = limit + 1 });
        return command;
    }

    private static async Task<IReadOnlyList<PageRow>> ReadAsync(NpgsqlCommand command, Func<NpgsqlDataReader, string> cursor, CancellationToken cancellation)
    {
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(reader.GetFieldValue<byte[]>(1), cursor(reader)));
        return rows;
    }
}

using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Conflicts;

/// <summary>Reads conflicts out of the stock items that hold them.</summary>
internal sealed class ConflictQueries(NpgsqlDataSource database)
{
    private static readonly string Conflicts = Sql.Load("Conflicts/list.sql");
    private static readonly string FindSku = Sql.Load("Conflicts/sku-of.sql");

    /// <summary>In the order of SKU and id.</summary>
    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, string? status, PageRequest page, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Conflicts);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = page.Part(0) ?? "" });
        command.Parameters.Add(new() { Value = page.Part(1) ?? "" });
        command.Parameters.Add(new() { Value = status ?? "" });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(new(reader.GetFieldValue<byte[]>(2), PageRequest.Encode(reader.GetString(0), reader.GetString(1))));
        return rows;
    }

    /// <summary>The SKU that a conflict is about, or null.</summary>
    public async Task<string?> SkuOfAsync(string creator, string conflict, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindSku);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = conflict });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }
}

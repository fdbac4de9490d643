using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Orders;

/// <summary>What a list of orders may be narrowed to; null means all.</summary>
internal sealed record OrderFilter(string? Status, string? Platform, string? Search);

/// <summary>Reads orders as they are stored, the newest first.</summary>
internal sealed class OrderQueries(NpgsqlDataSource database)
{
    private const string BehindAll = "9999";
    private static readonly string List = Sql.Load("Orders/list.sql");
    private static readonly string ListOpen = Sql.Load("Orders/list-open.sql");
    private static readonly string Search = Sql.Load("Orders/search.sql");
    private static readonly string Get = Sql.Load("Orders/get.sql");

    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, OrderFilter filter, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(StatementFor(filter));
        command.Parameters.Add(new() { Value = creator });
        foreach (var text in new[] { page.Part(0) ?? BehindAll, page.Part(1) ?? "", filter.Status ?? "", filter.Platform ?? "" })
            command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        if (filter.Search is { Length: > 0 } search) command.Parameters.Add(new() { Value = search });
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(new(reader.GetFieldValue<byte[]>(1), PageRequest.Encode(reader.GetString(2), reader.GetString(0))));
        return rows;
    }

    /// <summary>The order and its version, or null.</summary>
    public async Task<(byte[] Stored, long Version)?> FindAsync(string creator, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetFieldValue<byte[]>(0), reader.GetInt64(1)) : null;
    }

    private static string StatementFor(OrderFilter filter) => filter switch
    {
        { Search.Length: > 0 } => Search,
        { Status: "created" or "paid" or "partially_shipped" } => ListOpen,
        _ => List,
    };
}

using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Dashboard.Traces;

/// <summary>
/// Finds a creator's traces: by its books, which know what made each change, and in the store of spans. A trace is a creator's when
/// one of its spans says so. Thread-safe.
/// </summary>
internal sealed class TraceQueries(NpgsqlDataSource database, TraceStore store, IOptions<TracingOptions> options)
{
    private static readonly string OfDelivery = Sql.Load("Traces/of-delivery.sql");
    private static readonly string OfStream = Sql.Load("Traces/of-stream.sql");

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<StoredTrace>> FindAsync(string creator, TraceFilter filter, CancellationToken cancellation)
    {
        var ids = filter switch
        {
            { Delivery: { } delivery } => [.. (await RowsAsync(OfDelivery, cancellation, creator, delivery)).Select(TraceParents.IdOf).OfType<string>()],
            { Sku: { } sku } => await RowsAsync(OfStream, cancellation, creator, Stock.StreamOf(sku), filter.Limit),
            { Order: { } order } => await RowsAsync(OfStream, cancellation, creator, Order.StreamOf(order), filter.Limit),
            _ => await store.NewestAsync(creator, TraceStore.Listed),
        };
        var traces = await ReadAsync(creator, [.. ids.Distinct(StringComparer.Ordinal)]);
        return [.. traces.Where(t => !filter.Remarkable || t.IsRemarkable(options.Value.SlowMs)).OrderByDescending(t => t.StartedAt).Take(filter.Limit)];
    }

    /// <returns>Null when it is not stored, or another creator's.</returns>
    public async Task<StoredTrace?> FindAsync(string creator, string trace) => (await ReadAsync(creator, [trace])).SingleOrDefault();

    private async Task<IEnumerable<StoredTrace>> ReadAsync(string creator, IReadOnlyList<string> ids) =>
        (await store.ReadAsync(ids)).Zip(ids, (spans, id) => new StoredTrace(id, spans)).Where(t => t.IsOf(creator));

    private async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellation, params object[] values)
    {
        var found = new List<string>();
        await using var command = database.CreateCommand(sql).With(values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            if (!reader.IsDBNull(0)) found.Add(reader.GetString(0));
        return found;
    }
}

/// <summary>Which traces; of delivery, SKU and order at most one.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="Remarkable">Only what failed or was slow.</param>
internal sealed record TraceFilter(int Limit, bool Remarkable)
{
    public string? Delivery { get; init; }
    public string? Sku { get; init; }
    public string? Order { get; init; }
}

using CreatorFlow.Dashboard.Access;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Dashboard.Traces;

/// <summary>
/// Finds a creator's traces: by its books, which know what made each change, and in the store of spans. A trace is a creator's when
/// one of its spans says so; one of which no span says a creator, such as a request that was refused before anybody looked at it, is the operators'. Thread-safe.
/// </summary>
internal sealed class TraceQueries(NpgsqlDataSource database, TraceStore store, IOptions<TracingOptions> options)
{
    private static readonly string OfDelivery = Sql.Load("Traces/of-delivery.sql");
    private static readonly string OfStream = Sql.Load("Traces/of-stream.sql");

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<StoredTrace>> FindAsync(CreatorIdentity who, TraceFilter filter, CancellationToken cancellation)
    {
        var creator = who.CreatorId;
        var ids = filter switch
        {
            { Delivery: { } delivery } => [.. (await RowsAsync(OfDelivery, cancellation, creator, delivery)).Select(TraceParents.IdOf).OfType<string>()],
            { Sku: { } sku } => await RowsAsync(OfStream, cancellation, creator, Stock.StreamOf(sku), filter.Limit),
            { Order: { } order } => await RowsAsync(OfStream, cancellation, creator, Order.StreamOf(order), filter.Limit),
            { Remarkable: true } => [.. await store.NewestAsync(creator, TraceStore.Listed), .. await store.NewestRemarkableAsync(creator, TraceStore.Listed),
                .. who.Operates ? await store.NewestRemarkableAsync(null, TraceStore.Listed) : []],
            _ => await store.NewestAsync(creator, TraceStore.Listed),
        };
        var traces = await ReadAsync(who, [.. ids.Distinct(StringComparer.Ordinal)]);
        return [.. traces.Where(t => !filter.Remarkable || t.IsRemarkable(options.Value.SlowMs)).OrderByDescending(t => t.StartedAt).Take(filter.Limit)];
    }

    /// <returns>Null when it is not stored, or another creator's.</returns>
    public async Task<StoredTrace?> FindAsync(CreatorIdentity who, string trace) => (await ReadAsync(who, [trace])).SingleOrDefault();

    private async Task<IEnumerable<StoredTrace>> ReadAsync(CreatorIdentity who, IReadOnlyList<string> ids) =>
        (await store.ReadAsync(ids)).Zip(ids, (spans, id) => new StoredTrace(id, spans)).Where(t => t.Creator is { } creator ? creator == who.CreatorId : t.IsStored && who.Operates);

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

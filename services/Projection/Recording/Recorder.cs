using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Appending;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Deliveries;
using CreatorFlow.Projection.Parking;
using CreatorFlow.Projection.Pushes;
using Npgsql;

namespace CreatorFlow.Projection.Recording;

/// <summary>Writes a decided batch in one transaction and one round trip: keys, events, read models, listings, deliveries, parked events, outbox, change feed.</summary>
internal sealed class Recorder(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Events between two snapshots of a stream: a cold load then folds at most this many.</summary>
    public const int SnapshotEvery = 200;

    private static readonly string InsertKeys = Sql.Load("Deliveries/insert-keys.sql");
    private static readonly string InsertDeliveries = Sql.Load("Deliveries/insert.sql");
    private static readonly string InsertDeliveriesOnce = $"{InsertDeliveries} on conflict (tenant_id, id) do nothing";
    private static readonly string InsertParked = Sql.Load("Parking/insert.sql");
    private static readonly string InsertOutbox = Sql.Load("Outbox/insert.sql");
    private static readonly string InsertExpiries = Sql.Load("Expiring/insert.sql");
    private static readonly string InsertSnapshots = Sql.Load("ReadModels/insert-snapshots.sql");
    private static readonly string UpsertListings = Sql.Load("Listings/upsert.sql");
    private static readonly string UpsertDetails = Sql.Load("Listings/upsert-details.sql");
    private static readonly string UpsertStock = Sql.Load("ReadModels/upsert-stockitem.sql");
    private static readonly string UpsertOrders = Sql.Load("ReadModels/upsert-ordersummary.sql");
    private static readonly string UpsertSessions = Sql.Load("ReadModels/upsert-worksession.sql");
    private static readonly string AppendFeed = Sql.Load("Feed/append.sql");

    /// <param name="books">What was decided.</param>
    /// <param name="contested">The batch lost a race before: a delivery may stand in the archive although nobody knows its key.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The change feed's new head of every creator whose read models changed.</returns>
    /// <exception cref="PostgresException">23505: another writer was first; nothing was written.</exception>
    public async Task<IReadOnlyDictionary<string, long>> WriteAsync(BatchBooks books, bool contested, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        var feeds = Fill(batch, books, contested);
        return batch.BatchCommands.Count == 0 ? new Dictionary<string, long>(StringComparer.Ordinal) : await ExecuteAsync(batch, feeds, cancellation);
    }

    /// <summary>Writes it and takes it back: nobody sees anything of it.</summary>
    /// <exception cref="NpgsqlException">It could not be written.</exception>
    public async Task RehearseAsync(BatchBooks books, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var neverCommitted = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, neverCommitted);
        await ExecuteAsync(batch, Fill(batch, books, contested: false), cancellation);
    }

    /// <returns>Whether it ends with the feed.</returns>
    private bool Fill(NpgsqlBatch batch, BatchBooks books, bool contested)
    {
        var now = Microseconds(clock.GetUtcNow());
        var stocks = books.Ledger.Stocks.Where(d => d.Value.Events.Count > 0).ToList();
        var orders = books.Ledger.Orders.Where(d => d.Value.Events.Count > 0).ToList();
        var settings = books.Ledger.Settings.Where(d => d.Value.Events.Count > 0).ToList();
        var sessions = books.Ledger.Sessions.Where(d => d.Value.Events.Count > 0).ToList();
        AddKeys(batch, books, now);
        EventAppender.Append(batch, [.. stocks.Select(Append), .. orders.Select(Append), .. settings.Select(Append), .. sessions.Select(Append)], now);
        AddDocuments(batch, UpsertStock, stocks, d => StockItemView.Of(d.Id, d.State, d.Version, now), now);
        AddDocuments(batch, UpsertOrders, orders, d => OrderSummaryView.Of(d.State, d.Version, now), now);
        AddDocuments(batch, UpsertSessions, sessions, d => WorkSessionView.Of(d.State, d.Version, now), now);
        AddSnapshots(batch, stocks, StockState.Schema, now);
        AddSnapshots(batch, orders, OrderState.Schema, now);
        AddSnapshots(batch, settings, CreatorSettings.Schema, now);
        AddSnapshots(batch, sessions, SessionState.Schema, now);
        AddListings(batch, books);
        AddListingDetails(batch, books);
        var archived = books.Fates.Where(f => f.Delivery.Again is null).ToLookup(f => f.OwnsKey && !contested);
        AddDeliveries(batch, InsertDeliveries, [.. archived[true]]); // with their keys: whoever wrote them before wrote those too
        AddDeliveries(batch, InsertDeliveriesOnce, [.. archived[false]]);
        ReplayedRows.Add(batch, books.Fates, now);
        AddParked(batch, books, now);
        ParkedRows.Add(batch, books.Reopened, now);
        PushRows.Add(batch, books.Ledger, now);
        AddOutbox(batch, books, now);
        AddExpiries(batch, books);
        AddFeed(batch, [.. stocks.Select(s => Change(s, StockItemView.Topic)), .. orders.Select(o => Change(o, OrderSummaryView.Topic)), .. sessions.Select(s => Change(s, WorkSessionView.Topic))], now);
        return stocks.Count + orders.Count + sessions.Count > 0;
    }

    /// <summary>As exact as PostgreSQL keeps it: a read model folded from the log again then has the very same time in it.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    private static async Task<IReadOnlyDictionary<string, long>> ExecuteAsync(NpgsqlBatch batch, bool feeds, CancellationToken cancellation)
    {
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (feeds && await reader.ReadAsync(cancellation)) heads[reader.GetString(0)] = reader.GetInt64(1);
        await reader.CloseAsync();
        return heads;
    }

    private static StreamAppend Append<TState>(KeyValuePair<StreamKey, Draft<TState>> d) =>
        new(d.Key, d.Value.StreamType, d.Value.BaseVersion, d.Value.Events);

    private static void AddKeys(NpgsqlBatch batch, BatchBooks books, DateTimeOffset now)
    {
        var rows = books.Fates.Where(f => f.OwnsKey && f.Delivery.Again is null).ToList();
        if (rows.Count == 0) return;
        batch.Add(InsertKeys, rows.Column(f => f.Delivery.CreatorId), rows.Column(f => f.Delivery.IdempotencyKey),
            rows.Column(f => f.Delivery.Checksum), rows.Column(f => f.Outcome), Batches.Value(now));
    }

    private static void AddDocuments<TState, TDocument>(NpgsqlBatch batch, string sql, List<KeyValuePair<StreamKey, Draft<TState>>> drafts,
        Func<Draft<TState>, TDocument> view, DateTimeOffset now)
    {
        if (drafts.Count == 0) return;
        batch.Add(sql, drafts.Column(d => d.Key.Tenant), drafts.Column(d => d.Value.Id),
            drafts.JsonColumn(d => CanonicalJson.Serialize(view(d.Value))), drafts.Column(d => d.Value.Version), Batches.Value(now));
    }

    private static void AddSnapshots<TState>(NpgsqlBatch batch, List<KeyValuePair<StreamKey, Draft<TState>>> drafts, int schema, DateTimeOffset now)
    {
        var due = drafts.Where(d => d.Value.Version - d.Value.SnapshotVersion >= SnapshotEvery).ToList();
        if (due.Count == 0) return;
        batch.Add(InsertSnapshots, due.Column(d => d.Key.Tenant), due.Column(d => d.Key.Id), due.Column(d => d.Value.Version),
            due.Column(_ => schema), due.JsonColumn(d => CanonicalJson.Serialize(d.Value.State)), Batches.Value(now));
    }

    private static void AddListings(NpgsqlBatch batch, BatchBooks books)
    {
        var rows = books.Ledger.Listings.ToList();
        if (rows.Count == 0) return;
        batch.Add(UpsertListings, rows.Column(l => l.Key.Tenant), rows.Column(l => l.Key.ConnectionId), rows.Column(l => l.Key.ListingId), rows.Column(l => l.Value));
    }

    private static void AddListingDetails(NpgsqlBatch batch, BatchBooks books)
    {
        var rows = books.Ledger.ListingDetails.ToList();
        if (rows.Count == 0) return;
        batch.Add(UpsertDetails, rows.Column(l => l.Key.Tenant), rows.Column(l => l.Key.ConnectionId), rows.Column(l => l.Key.ListingId),
            rows.Column(l => l.Value.Platform), rows.Column(l => l.Value.Sku), rows.Column(l => l.Value.IsLinked), rows.Column(l => l.Value.SellerSku),
            rows.Column(l => l.Value.Barcode), rows.Column(l => l.Value.Title), rows.Column(l => l.Value.SeenAt),
            rows.JsonColumn(l => CanonicalJson.Serialize(l.Value.Aliases)));
    }

    private static void AddDeliveries(NpgsqlBatch batch, string sql, List<DeliveryFate> rows)
    {
        if (rows.Count == 0) return;
        batch.Add(sql, rows.Column(f => f.Delivery.CreatorId), rows.Column(f => f.Delivery.Id), rows.Column(f => f.Delivery.ConnectionId),
            rows.Column(f => f.Delivery.Platform), rows.Column(f => f.Delivery.Topic), rows.Column(f => f.Delivery.ReceivedAt), rows.Column(f => f.Outcome),
            rows.Column(f => f.Reason), rows.Column(f => f.Delivery.IdempotencyKey), rows.Column(f => f.Delivery.Checksum),
            rows.Column(f => f.Delivery.TraceParent), rows.Column(f => f.Delivery.Body));
    }

    private static void AddParked(NpgsqlBatch batch, BatchBooks books, DateTimeOffset now)
    {
        var rows = books.Parked;
        if (rows.Count == 0) return;
        batch.Add(InsertParked, rows.Column(p => p.Delivery.CreatorId), rows.Column(p => p.Aggregate), rows.Column(p => p.Delivery.Id), rows.Column(p => p.Index),
            rows.Column(p => JsonSerializer.Serialize<ChannelEvent>(p.Event)), rows.Column(p => JsonSerializer.Serialize(p.Delivery with { Body = [], Events = [] })),
            rows.Column(p => p.Status), rows.Column(p => p.Reason), Batches.Value(now));
    }

    private static void AddOutbox(NpgsqlBatch batch, BatchBooks books, DateTimeOffset now)
    {
        var rows = books.Ledger.Work;
        if (rows.Count == 0) return;
        batch.Add(InsertOutbox, rows.Column(w => w.CreatorId), rows.Column(_ => Outbox.WorkQueues.FetchOrder),
            rows.JsonColumn(w => JsonSerializer.SerializeToUtf8Bytes(w)), Batches.Value(now));
    }

    private static FeedRow Change<TState>(KeyValuePair<StreamKey, Draft<TState>> d, string topic) =>
        new(d.Key.Tenant, topic, d.Value.Id, d.Value.Version, d.Value.OccurredAt, TraceParents.Kept(d.Value.TraceParent));

    private static void AddExpiries(NpgsqlBatch batch, BatchBooks books)
    {
        var rows = books.Ledger.Expiries.GroupBy(e => (e.CreatorId, e.Platform, e.OrderId)).Select(g => g.Last()).ToList();
        if (rows.Count == 0) return;
        batch.Add(InsertExpiries, rows.Column(e => e.CreatorId), rows.Column(e => e.Platform), rows.Column(e => e.ConnectionId), rows.Column(e => e.OrderId), rows.Column(e => e.DueAt));
    }

    private static void AddFeed(NpgsqlBatch batch, List<FeedRow> rows, DateTimeOffset now)
    {
        if (rows.Count == 0) return;
        batch.Add(AppendFeed, rows.Column(r => r.Tenant), rows.Column(r => r.Topic), rows.Column(r => r.Id), rows.Column(r => r.Version),
            rows.Column(r => r.OccurredAt), Batches.Value(now), rows.Column(r => r.TraceParent));
    }

    private sealed record FeedRow(string Tenant, string Topic, string Id, long Version, DateTimeOffset OccurredAt, string? TraceParent);
}

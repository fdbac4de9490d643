using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Listings;
using Npgsql;

namespace CreatorFlow.Projection.Books;

/// <summary>Brings everything into the cache that a batch of deliveries could ask for: the creators' settings, listings, then streams, then the SKUs of known orders.</summary>
internal sealed class WorkingSet(NpgsqlDataSource database, EventReader events)
{
    private static readonly string FindListings = Sql.Load("Listings/find.sql");

    public async Task LoadAsync(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        cache.ForgetUnfolded();
        await LoadSettingsAsync(cache, deliveries, cancellation);
        await LoadSessionsAsync(cache, deliveries, cancellation);
        await LoadListingsAsync(cache, deliveries, cancellation);
        var (skus, orders) = Named(cache, deliveries);
        await LoadStreamsAsync(cache, [.. skus], [.. orders], cancellation);
        skus.UnionWith(SkusOf(cache, orders));
        await LoadStreamsAsync(cache, [.. skus], [], cancellation);
        for (var related = Related(cache, skus, skus); related.Count > 0; related = Related(cache, related, skus)) await LoadStreamsAsync(cache, [.. related], [], cancellation);
    }

    /// <summary>Everything that deliveries may ask for, as far as the cache can tell.</summary>
    internal static (HashSet<StreamKey> Skus, HashSet<StreamKey> Orders, List<ListingKey> Listings) Wanted(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries)
    {
        var (skus, orders) = Named(cache, deliveries);
        skus.UnionWith(SkusOf(cache, orders));
        for (var related = Related(cache, skus, skus); related.Count > 0; related = Related(cache, related, skus)) { }
        return (skus, orders, MissingListings(cache, deliveries));
    }

    private async Task LoadSettingsAsync(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        var wanted = deliveries.Select(d => new StreamKey(d.CreatorId, CreatorSettings.Stream)).Where(k => cache.Settings(k) is null).ToHashSet();
        await FoldAsync(cache, wanted, CreatorSettings.Schema, (key, history) => cache.Keep(key, Folding.Settings(history)), cancellation);
    }

    private async Task LoadSessionsAsync(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        var wanted = deliveries.SelectMany(d => d.Events.OfType<SessionReported>().Select(e => new StreamKey(d.CreatorId, Session.StreamOf(e.SessionId))))
            .Where(k => cache.Session(k) is null).ToHashSet();
        await FoldAsync(cache, wanted, SessionState.Schema, (key, history) => cache.Keep(key, Folding.Session(history)), cancellation);
    }

    private async Task LoadListingsAsync(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        var wanted = MissingListings(cache, deliveries);
        if (wanted.Count == 0) return;
        await using var command = database.CreateCommand(FindListings);
        command.Parameters.Add(new() { Value = wanted.ConvertAll(k => k.Tenant) });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(k => k.ConnectionId) });
        command.Parameters.Add(new() { Value = wanted.ConvertAll(k => k.ListingId) });
        foreach (var key in wanted) cache.Keep(key, sku: null);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            cache.Keep(new ListingKey(reader.GetString(0), reader.GetString(1), reader.GetString(2)), reader.GetString(3));
    }

    private static List<ListingKey> MissingListings(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries) =>
        [.. deliveries.SelectMany(d => d.Events.SelectMany(e => ListingsOf(d, e))).Where(k => !cache.TryListing(k, out _)).Distinct()];

    /// <summary>Those of the streams that the cache does not have yet; takes the others out of the sets.</summary>
    public async Task LoadStreamsAsync(AggregateCache cache, HashSet<StreamKey> skus, HashSet<StreamKey> orders, CancellationToken cancellation)
    {
        skus.RemoveWhere(k => cache.Stock(k) is not null);
        orders.RemoveWhere(k => cache.Order(k) is not null);
        await FoldAsync(cache, skus, StockState.Schema, (key, history) => cache.Keep(key, Folding.Stock(history)), cancellation);
        await FoldAsync(cache, orders, OrderState.Schema, (key, history) => cache.Keep(key, Folding.Order(history)), cancellation);
    }

    /// <summary>What cannot be folded is kept out, with the reason: one such stream must not hold up all others.</summary>
    private async Task FoldAsync(AggregateCache cache, HashSet<StreamKey> wanted, int schema, Action<StreamKey, StreamHistory?> keep, CancellationToken cancellation)
    {
        await ConfirmAsync(cache, wanted, cancellation);
        if (wanted.Count == 0) return;
        var loaded = await events.LoadAsFarAsync(wanted, schema, cancellation);
        foreach (var key in wanted)
        {
            var history = loaded.GetValueOrDefault(key);
            if (history is { IsWhole: false }) cache.KeepUnfolded(key, Ledger.ArchivedStream);
            else
                try
                {
                    keep(key, history);
                }
                catch (Exception e) when (Folding.IsUnreadable(e))
                {
                    cache.KeepUnfolded(key, Ledger.UnreadableStream);
                }
        }
    }

    /// <summary>Takes those out of the set that the cache has at the version at which they stand.</summary>
    private async Task ConfirmAsync(AggregateCache cache, HashSet<StreamKey> wanted, CancellationToken cancellation)
    {
        var doubted = wanted.Where(cache.IsDoubted).ToList();
        if (doubted.Count == 0) return;
        var versions = await events.VersionsAsync(doubted, cancellation);
        wanted.ExceptWith(doubted.Where(key => cache.Confirm(key, versions.GetValueOrDefault(key))));
    }

    private static (HashSet<StreamKey> Skus, HashSet<StreamKey> Orders) Named(AggregateCache cache, IReadOnlyCollection<Delivery> deliveries)
    {
        var (skus, orders) = (new HashSet<StreamKey>(), new HashSet<StreamKey>());
        foreach (var d in deliveries)
            foreach (var e in d.Events)
            {
                foreach (var sku in SkusOf(cache, d, e)) skus.Add(new(d.CreatorId, Stock.StreamOf(sku)));
                if (OrderOf(e) is { } order) orders.Add(new(d.CreatorId, Order.StreamOf(d.Platform, order)));
            }
        return (skus, orders);
    }

    private static HashSet<StreamKey> SkusOf(AggregateCache cache, HashSet<StreamKey> orders) =>
    [
        .. orders.SelectMany(k => (cache.Order(k)?.State.Lines ?? []).SelectMany(l => l.Takes().Select(t => t.Sku).Prepend(l.Sku)).Select(sku => new StreamKey(k.Tenant, Stock.StreamOf(sku)))),
    ];

    /// <summary>Components of bundles, bundles of components and where reservations went, as far as they are known and not among the seen ones yet: then they are.</summary>
    /// <remarks>Through those that are loaded as well: one of theirs may have left the cache, or could not be folded the last time. Most SKUs lead nowhere, and cost a look.</remarks>
    private static List<StreamKey> Related(AggregateCache cache, IEnumerable<StreamKey> skus, HashSet<StreamKey> seen)
    {
        var related = new List<StreamKey>();
        foreach (var key in skus)
            if (cache.Stock(key) is { State: var s } && !(s.Components.IsEmpty && s.PartOf.IsEmpty && s.Forwarded.IsEmpty))
                related.AddRange(s.Components.Select(c => c.Sku).Concat(s.PartOf).Concat(s.Forwarded.Values).Select(sku => new StreamKey(key.Tenant, Stock.StreamOf(sku))));
        related.RemoveAll(k => !seen.Add(k));
        return related;
    }

    private static IEnumerable<string> SkusOf(AggregateCache cache, Delivery d, ChannelEvent e)
    {
        foreach (var key in ListingsOf(d, e))
        {
            yield return ListingProcess.OwnSku(PlatformOf(d, e), key.ListingId);
            if (cache.TryListing(key, out var sku) && sku is not null) yield return sku;
        }
        foreach (var sku in SkusIn(e)) yield return sku;
    }

    private static IEnumerable<string> SkusIn(ChannelEvent e) => e switch
    {
        StockSet s => [s.Sku],
        StockChanged s => [s.Sku],
        AdjustmentUndone s => [s.Sku],
        SettingsChanged s => [s.Sku],
        ConflictDecided s => [s.Sku],
        PushBegun s => [s.Sku],
        PushAnswered s => [s.Sku],
        PushRetried s => [s.Sku],
        BundleAssembled s => s.Components.Select(c => c.Sku).Prepend(s.Sku),
        ListingSeen { Sku: { } sku } => [sku],
        ListingAssigned s => [s.Sku],
        OrderPlaced o => o.Lines.Where(l => l.Sku is not null).Select(l => l.Sku!),
        OrderDispatched { Lines: { } lines } => lines.Where(l => l.Sku is not null).Select(l => l.Sku!),
        _ => [],
    };

    /// <summary>Links are made by others than the listing's channel.</summary>
    private static string PlatformOf(Delivery d, ChannelEvent e) => e switch
    {
        ListingAssigned s => s.Platform,
        ListingReleased s => s.Platform,
        _ => d.Platform,
    };

    private static IEnumerable<ListingKey> ListingsOf(Delivery d, ChannelEvent e)
    {
        ListingKey Key(string id) => new(d.CreatorId, d.ConnectionId, id);
        return e switch
        {
            StockReported s => [Key(s.ListingId)],
            ListingSeen s => s.Aliases.Prepend(s.ListingId).Select(Key),
            ListingAssigned s => [new(d.CreatorId, s.ConnectionId, s.ListingId)],
            ListingReleased s => [new(d.CreatorId, s.ConnectionId, s.ListingId)],
            OrderPlaced o => o.Lines.Where(l => l.ListingId is not null).Select(l => Key(l.ListingId!)),
            OrderDispatched { Lines: { } lines } => lines.Where(l => l.ListingId is not null).Select(l => Key(l.ListingId!)),
            _ => [],
        };
    }

    private static string? OrderOf(ChannelEvent e) => e switch
    {
        OrderPlaced o => o.OrderId,
        OrderChanged o => o.OrderId,
        OrderDispatched o => o.OrderId,
        OrderArrived o => o.OrderId,
        OrderCalledOff o => o.OrderId,
        OrderLinesCancelled o => o.OrderId,
        PaymentOverdue o => o.OrderId,
        _ => null,
    };
}

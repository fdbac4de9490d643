using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;

namespace CreatorFlow.Projection.Books;

/// <summary>One connection's listing, by any of its ids.</summary>
internal readonly record struct ListingKey(string Tenant, string ConnectionId, string ListingId);

/// <summary>What one lane remembers between transactions. Not thread-safe: a lane is one loop.</summary>
/// <remarks>It may be stale after a failover; then the version check fails in the database and the lane forgets and loads again.</remarks>
internal sealed class AggregateCache(int capacity)
{
    private readonly Dictionary<StreamKey, Kept<StockState>> stocks = [];
    private readonly Dictionary<StreamKey, Kept<OrderState>> orders = [];
    private readonly Dictionary<StreamKey, Kept<CreatorSettings>> settings = [];
    private readonly Dictionary<StreamKey, Kept<SessionState>> sessions = [];
    private readonly Dictionary<ListingKey, string?> listings = [];
    private readonly Dictionary<StreamKey, string> unfolded = [];

    public Kept<StockState>? Stock(StreamKey key) => stocks.GetValueOrDefault(key);

    public Kept<OrderState>? Order(StreamKey key) => orders.GetValueOrDefault(key);

    public Kept<CreatorSettings>? Settings(StreamKey key) => settings.GetValueOrDefault(key);

    public Kept<SessionState>? Session(StreamKey key) => sessions.GetValueOrDefault(key);

    public bool TryListing(ListingKey key, out string? sku) => listings.TryGetValue(key, out sku);

    public void Keep(StreamKey key, Kept<StockState> stock) => stocks[key] = stock;

    public void Keep(StreamKey key, Kept<OrderState> order) => orders[key] = order;

    public void Keep(StreamKey key, Kept<CreatorSettings> creator) => settings[key] = creator;

    public void Keep(StreamKey key, Kept<SessionState> session) => sessions[key] = session;

    /// <summary>Why a stream could not be folded, as a reason of parked events; null for one that was, or was not asked for.</summary>
    public string? WhyUnfolded(StreamKey key) => unfolded.GetValueOrDefault(key);

    public void KeepUnfolded(StreamKey key, string reason) => unfolded[key] = reason;

    /// <summary>Such streams are asked for again with every batch: their events may have been restored.</summary>
    public void ForgetUnfolded() => unfolded.Clear();

    /// <param name="key">The listing.</param>
    /// <param name="sku">Its SKU, or null: known to be unknown.</param>
    public void Keep(ListingKey key, string? sku) => listings[key] = sku;

    /// <summary>Forgets everything: after a lost race, or when it has grown past its capacity.</summary>
    public void Clear()
    {
        stocks.Clear();
        orders.Clear();
        settings.Clear();
        sessions.Clear();
        listings.Clear();
        unfolded.Clear();
    }

    public void Trim()
    {
        if (stocks.Count + orders.Count + settings.Count + sessions.Count + listings.Count > capacity) Clear();
    }
}

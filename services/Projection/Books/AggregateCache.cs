using System.Diagnostics.CodeAnalysis;
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
/// <remarks>
/// It may be stale after a failover. Where a stream is written the version check fails in the database and the lane doubts and looks again;
/// what is only read nobody checks, so a lane also doubts when partitions come to it in another <c>Term</c>, and when the database was away. What is doubted
/// is as good as forgotten until its version was seen in the database: a state costs a snapshot and up to 200 events to load, its version a few bytes.
/// <para>What was not used for long leaves by itself, each entry alone: that an aggregate is here says nothing of those that belong to it.</para>
/// </remarks>
internal sealed class AggregateCache(int capacity)
{
    private readonly Generations<StreamKey, Kept<StockState>> stocks = new();
    private readonly Generations<StreamKey, Kept<OrderState>> orders = new();
    private readonly Generations<StreamKey, Kept<CreatorSettings>> settings = new();
    private readonly Generations<StreamKey, Kept<SessionState>> sessions = new();
    private readonly Generations<ListingKey, string?> listings = new();
    private readonly Dictionary<StreamKey, string> unfolded = [];

    public Kept<StockState>? Stock(StreamKey key) => stocks.TryGet(key, out var stock) ? stock : null;

    public Kept<OrderState>? Order(StreamKey key) => orders.TryGet(key, out var order) ? order : null;

    public Kept<CreatorSettings>? Settings(StreamKey key) => settings.TryGet(key, out var creator) ? creator : null;

    public Kept<SessionState>? Session(StreamKey key) => sessions.TryGet(key, out var session) ? session : null;

    public bool TryListing(ListingKey key, out string? sku) => listings.TryGet(key, out sku);

    public void Keep(StreamKey key, Kept<StockState> stock) => stocks.Keep(key, stock);

    public void Keep(StreamKey key, Kept<OrderState> order) => orders.Keep(key, order);

    public void Keep(StreamKey key, Kept<CreatorSettings> creator) => settings.Keep(key, creator);

    public void Keep(StreamKey key, Kept<SessionState> session) => sessions.Keep(key, session);

    /// <summary>Why a stream could not be folded, as a reason of parked events; null for one that was, or was not asked for.</summary>
    public string? WhyUnfolded(StreamKey key) => unfolded.GetValueOrDefault(key);

    public void KeepUnfolded(StreamKey key, string reason) => unfolded[key] = reason;

    /// <summary>Such streams are asked for again with every batch: their events may have been restored.</summary>
    public void ForgetUnfolded() => unfolded.Clear();

    /// <summary>Whether it was remembered before <see cref="Doubt"/> and nobody asked for it since.</summary>
    public bool IsDoubted(StreamKey key) => stocks.IsDoubted(key) || orders.IsDoubted(key) || settings.IsDoubted(key) || sessions.IsDoubted(key);

    /// <summary>Ends the doubt of one stream, either way.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="version">At which the database has it; 0 when it does not.</param>
    /// <returns>Whether it is remembered at that version, and is trusted again.</returns>
    public bool Confirm(StreamKey key, long version) =>
        stocks.Confirm(key, s => s.Version == version) || orders.Confirm(key, o => o.Version == version)
        || settings.Confirm(key, s => s.Version == version) || sessions.Confirm(key, s => s.Version == version);

    /// <param name="key">The listing.</param>
    /// <param name="sku">Its SKU, or null: known to be unknown.</param>
    public void Keep(ListingKey key, string? sku) => listings.Keep(key, sku);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        stocks.Clear();
        orders.Clear();
        settings.Clear();
        sessions.Clear();
        ForgetWithoutVersions();
    }

    /// <summary>Others may have written since what is here was read: nothing is trusted before its version was looked up. What has none is forgotten.</summary>
    public void Doubt()
    {
        stocks.Doubt();
        orders.Doubt();
        settings.Doubt();
        sessions.Doubt();
        ForgetWithoutVersions();
    }

    private void ForgetWithoutVersions()
    {
        listings.Clear();
        unfolded.Clear();
    }

    /// <summary>Once half the capacity was used since the last time, forgets what was not used since. Between transactions alone: within one, what was loaded stays.</summary>
    public void Trim()
    {
        if (stocks.Young + orders.Young + settings.Young + sessions.Young + listings.Young < capacity / 2) return;
        stocks.Age();
        orders.Age();
        settings.Age();
        sessions.Age();
        listings.Age();
    }

    /// <summary>Entries that were used since the last ageing, those that were used in the time before it alone, and those of either that are doubted.</summary>
    private sealed class Generations<TKey, TValue> where TKey : notnull
    {
        private readonly Dictionary<TKey, TValue> doubted = [];
        private Dictionary<TKey, TValue> young = [], old = [];

        public int Young => young.Count;

        public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
        {
            if (young.TryGetValue(key, out value)) return true;
            if (!old.Remove(key, out value)) return false;
            young.Add(key, value);
            return true;
        }

        /// <summary>One of the same key among the old is never looked at again, nor one among the doubted.</summary>
        public void Keep(TKey key, TValue value)
        {
            young[key] = value;
            doubted.Remove(key);
        }

        public bool IsDoubted(TKey key) => doubted.ContainsKey(key);

        public void Doubt()
        {
            foreach (var (key, value) in old) doubted[key] = value;
            foreach (var (key, value) in young) doubted[key] = value;
            old.Clear();
            young.Clear();
        }

        public bool Confirm(TKey key, Func<TValue, bool> holds)
        {
            if (!doubted.Remove(key, out var value) || !holds(value)) return false;
            young[key] = value;
            return true;
        }

        public void Age()
        {
            (young, old) = (old, young);
            young.Clear();
            doubted.Clear();
        }

        public void Clear()
        {
            doubted.Clear();
            young.Clear();
            old.Clear();
        }
    }
}

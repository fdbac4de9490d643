using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.Contracts.Work;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.EventStore;
using CreatorFlow.Projection.Expiring;
using CreatorFlow.Projection.Listings;
using CreatorFlow.Projection.Pushes;

namespace CreatorFlow.Projection.Books;

/// <summary>One transaction's books: states as decided so far, and the events, listings and work to be written.</summary>
/// <remarks>
/// Each channel event is decided between <see cref="Begin"/> and the next one; <see cref="TakeBack"/> undoes the last
/// one alone, so that a poison event leaves the rest of the batch as it was. Not thread-safe.
/// </remarks>
internal sealed class Ledger(AggregateCache cache)
{
    /// <summary>Reason of parked events: a stream they need has archived events that no snapshot of the present shape stands in for.</summary>
    public const string ArchivedStream = "stream.archived";

    /// <summary>Reason of parked events: what is stored of a stream they need cannot be read.</summary>
    public const string UnreadableStream = "stream.unreadable";

    private static readonly string SkuStreams = Domain.Inventory.Stock.StreamOf("");
    private readonly Stack<Action> undo = [];
    private readonly EventIds ids = new();
    private EventOrigin origin = null!;
    private int booked;
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    /// <summary>SKUs whose stock the current event has changed.</summary>
    public IReadOnlyCollection<string> Touched => touched;

    public Dictionary<StreamKey, Draft<StockState>> Stocks { get; } = [];
    public Dictionary<StreamKey, Draft<OrderState>> Orders { get; } = [];
    public Dictionary<StreamKey, Draft<CreatorSettings>> Settings { get; } = [];
    public Dictionary<StreamKey, Draft<SessionState>> Sessions { get; } = [];
    public Dictionary<ListingKey, string> Listings { get; } = [];
    public Dictionary<ListingKey, ListingDetail> ListingDetails { get; } = [];
    public List<FetchOrder> Work { get; } = [];
    public List<WantedPush> Pushes { get; } = [];
    public List<MovedListing> Moved { get; } = [];

    /// <summary>Orders whose reservation expires unless they are paid before.</summary>
    public List<Expiry> Expiries { get; } = [];

    /// <summary>How long an unpaid order keeps what is reserved for it.</summary>
    public TimeSpan PaymentWindow { get; init; } = ReservationOptions.DefaultWindow;

    public void Begin(Delivery delivery, DateTimeOffset occurredAt, bool timeAdjusted)
    {
        undo.Clear();
        touched.Clear();
        origin = new EventOrigin(delivery, occurredAt, timeAdjusted);
    }

    public void TakeBack()
    {
        while (undo.TryPop(out var step)) step();
    }

    public StockState Stock(string sku) => StockDraft(sku).State;

    public OrderState Order(string stream) => OrderDraft(stream).State;

    /// <summary>A person's command counts only while its aggregate is as the person saw it.</summary>
    /// <exception cref="RefusedException">It is at another version by now, this batch's own events included.</exception>
    public void Require(string stream, long version)
    {
        var current = stream == CreatorSettings.Stream ? SettingsDraft().Version
            : stream.StartsWith(SkuStreams, StringComparison.Ordinal) ? StockDraft(stream[SkuStreams.Length..]).Version
            : OrderDraft(stream).Version;
        if (current != version) throw new RefusedException("version.not_current");
    }

    /// <summary>The SKU that a listing shows, or null when nobody knows it.</summary>
    public string? SkuOf(string connectionId, string listingId)
    {
        var key = new ListingKey(origin.Tenant, connectionId, listingId);
        if (Listings.TryGetValue(key, out var sku)) return sku;
        return cache.TryListing(key, out sku) ? sku : throw new InvalidOperationException($"Listing {listingId} was not loaded.");
    }

    /// <summary>Decides a command on a SKU's stock and books what happened, behind the creator's settings if the SKU does not know them yet.</summary>
    public IReadOnlyList<StockEvent> Book(string sku, StockCommand command)
    {
        var draft = StockDraft(sku);
        command = command with { Origin = origin.Next() };
        var policy = SettingsDraft().State.NewTo(draft.State.Settings.Conflicts, origin.OccurredAt);
        var before = policy is null ? draft.State : Domain.Inventory.Stock.Evolve(draft.State, policy);
        var events = Domain.Inventory.Stock.Decide(command, before);
        if (events.Count == 0) return events;
        touched.Add(sku);
        if (policy is not null) Append(draft, before, policy);
        foreach (var happened in events)
            Append(draft, Domain.Inventory.Stock.Evolve(draft.State, happened), happened);
        foreach (var moved in events.OfType<ListingMoved>()) Leave(new(origin.Tenant, moved.ConnectionId, moved.ListingId, sku));
        return events;
    }

    /// <summary>Channels are to be told.</summary>
    public void Want(IEnumerable<WantedPush> pushes)
    {
        var count = Pushes.Count;
        undo.Push(() => Pushes.RemoveRange(count, Pushes.Count - count));
        Pushes.AddRange(pushes);
    }

    /// <summary>What the table has of it is withdrawn before anything is written; what this transaction wanted of it before goes here.</summary>
    private void Leave(MovedListing moved)
    {
        Moved.Add(moved);
        undo.Push(() => Moved.Remove(moved));
        var wanted = Pushes.ToArray();
        if (Pushes.RemoveAll(moved.IsOf) == 0) return;
        undo.Push(() =>
        {
            Pushes.Clear();
            Pushes.AddRange(wanted);
        });
    }

    /// <summary>Books what was decided of an order.</summary>
    public void Book(string stream, OrderEvent happened)
    {
        var draft = OrderDraft(stream);
        Append(draft, Domain.Orders.Order.Evolve(draft.State, happened), happened);
    }

    /// <summary>Books what the creator decided for all of its SKUs.</summary>
    public void Book(CreatorSettingsEvent happened)
    {
        var draft = SettingsDraft();
        Append(draft, CreatorSettings.Evolve(draft.State, happened), happened);
    }

    /// <summary>Decides how a work session stands and books what happened.</summary>
    public void Book(SessionReported report)
    {
        var draft = SessionDraft(report.SessionId);
        foreach (var happened in Session.Decide(report, draft.State))
            Append(draft, Session.Evolve(draft.State, happened), happened);
    }

    public void Link(string connectionId, string listingId, string sku)
    {
        var key = new ListingKey(origin.Tenant, connectionId, listingId);
        var before = Listings.GetValueOrDefault(key);
        undo.Push(() =>
        {
            if (before is null) Listings.Remove(key);
            else Listings[key] = before;
        });
        Listings[key] = sku;
    }

    public void Schedule(Expiry expiry)
    {
        Expiries.Add(expiry);
        undo.Push(() => Expiries.Remove(expiry));
    }

    /// <summary>Notes what a person is shown of a listing; <paramref name="change"/> is given what this transaction noted before, or null.</summary>
    public void Describe(string connectionId, string listingId, Func<ListingDetail?, ListingDetail> change)
    {
        var key = new ListingKey(origin.Tenant, connectionId, listingId);
        var before = ListingDetails.GetValueOrDefault(key);
        undo.Push(() =>
        {
            if (before is null) ListingDetails.Remove(key);
            else ListingDetails[key] = before;
        });
        ListingDetails[key] = change(before);
    }

    public void Request(FetchOrder work)
    {
        Work.Add(work);
        undo.Push(() => Work.Remove(work));
    }

    private void Append<TState>(Draft<TState> draft, TState after, object happened)
    {
        var (state, count) = (draft.State, draft.Events.Count);
        undo.Push(() => draft.BackTo(state, count));
        draft.Append(after, origin.Stamp(ids.Next(), happened, booked++), origin);
    }

    private Draft<StockState> StockDraft(string sku)
    {
        var key = new StreamKey(origin.Tenant, Domain.Inventory.Stock.StreamOf(sku));
        if (Stocks.TryGetValue(key, out var draft)) return draft;
        var kept = cache.Stock(key) ?? throw NotLoaded(key);
        return Stocks[key] = new(sku, Domain.Inventory.Stock.StreamType, kept);
    }

    private Draft<OrderState> OrderDraft(string stream)
    {
        var key = new StreamKey(origin.Tenant, stream);
        if (Orders.TryGetValue(key, out var draft)) return draft;
        var kept = cache.Order(key) ?? throw NotLoaded(key);
        return Orders[key] = new(stream["order-".Length..], Domain.Orders.Order.StreamType, kept);
    }

    private Draft<CreatorSettings> SettingsDraft()
    {
        var key = new StreamKey(origin.Tenant, CreatorSettings.Stream);
        if (Settings.TryGetValue(key, out var draft)) return draft;
        var kept = cache.Settings(key) ?? throw NotLoaded(key);
        return Settings[key] = new(CreatorSettings.Stream, CreatorSettings.StreamType, kept);
    }

    private Draft<SessionState> SessionDraft(string sessionId)
    {
        var key = new StreamKey(origin.Tenant, Session.StreamOf(sessionId));
        if (Sessions.TryGetValue(key, out var draft)) return draft;
        var kept = cache.Session(key) ?? throw NotLoaded(key);
        return Sessions[key] = new(sessionId, Session.StreamType, kept);
    }

    private Exception NotLoaded(StreamKey key) => cache.WhyUnfolded(key) is { } reason
        ? new RefusedException(reason)
        : new InvalidOperationException($"Stream {key.Id} was not loaded.");
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>One SKU's stock, folded from its stream.</summary>
internal sealed record StockState
{
    /// <summary>Raise it when the shape changes: older snapshots are then ignored and the events folded again.</summary>
    public const int Schema = 13;

    public string? Title { get; init; }

    /// <summary>The SKU that this listing's own SKU was linked to; null while it stands for itself.</summary>
    public string? MovedTo { get; init; }
    public ImmutableSortedDictionary<string, StockPlace> Places { get; init; } = ImmutableSortedDictionary.Create<string, StockPlace>(StringComparer.Ordinal);
    public ImmutableList<ChannelListing> Channels { get; init; } = [];

    /// <summary>Listings that left, with what they had shown of this SKU: one that comes back is compared with it, not counted anew.</summary>
    public ImmutableList<ChannelListing> Left { get; init; } = [];

    /// <summary>The SKU that holds an order's reservations since they moved there with their listing, by order id.</summary>
    public ImmutableSortedDictionary<string, string> Forwarded { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public ImmutableList<Reservation> Reservations { get; init; } = [];

    /// <summary>What shipped of orders that were placed before somebody set the stock, for as long as <see cref="Stock.Horizon"/>: the set is decided alike ever after.</summary>
    public ImmutableList<Shipped> Shipped { get; init; } = [];

    /// <summary>
    /// What we freed because nobody paid, since when, for as long as <see cref="Stock.Horizon"/>: the channel goes on showing the
    /// units as sold until it says that the order is cancelled.
    /// </summary>
    public ImmutableList<Reservation> Lapsed { get; init; } = [];

    /// <summary>Conflicts of the last <see cref="Stock.Horizon"/> and those that still wait for a person.</summary>
    public ImmutableList<ConflictDetected> Conflicts { get; init; } = [];

    /// <summary>Ids of the events that a person undid.</summary>
    public ImmutableList<string> Undone { get; init; } = [];

    public StockSettings Settings { get; init; } = StockSettings.Default;

    /// <summary>What this SKU is a bundle of; empty for a SKU with stock of its own.</summary>
    public ImmutableList<BundleComponent> Components { get; init; } = [];

    /// <summary>Bundles that this SKU is a component of.</summary>
    public ImmutableList<string> PartOf { get; init; } = [];

    /// <summary>How many bundles the components allow.</summary>
    public long BundleAvailable { get; init; }

    /// <summary>True from a low-stock alert until stock has recovered.</summary>
    public bool LowStock { get; init; }

    public bool IsBundle => !Components.IsEmpty;
    public long OnHand => Places.Values.Sum(p => p.OnHand);
    public long Promised => Places.Values.Sum(p => p.Promised);

    /// <summary>Promised units that are there, wherever.</summary>
    [JsonIgnore] public long Reserved => StockPlace.Covered(OnHand, Promised);

    /// <summary>What may be sold; negative by what is promised and not there.</summary>
    [JsonIgnore] public long Available => IsBundle ? BundleAvailable : OnHand - Promised;

    /// <summary>True when nobody ever counted or reported a number.</summary>
    public bool NeverCounted => Places.Values.All(p => p.NeverCounted);

    /// <summary>Only listings that nobody linked stand here.</summary>
    public bool Unlinked => !Channels.IsEmpty && Channels.All(c => c.Unlinked);

    /// <summary>What is promised at a place, as the conflict rules see it.</summary>
    public Promises Promises(string location) => new(this, location);

    public StockPlace Place(string location) => Places.GetValueOrDefault(location) ?? StockPlace.Empty;

    /// <summary>A location that was not named is the only one there is, else the default one.</summary>
    public string Resolve(string? location) => location
        ?? (Places.Count == 1 ? Places.Keys.First() : Stock.DefaultLocation);

    public StockState At(string location, Func<StockPlace, StockPlace> change) =>
        this with { Places = Places.SetItem(location, change(Place(location))) };

    /// <summary>Without the entries that are past the horizon.</summary>
    public StockState Fold()
    {
        var folded = this;
        foreach (var (location, place) in Places)
            if (place.Fold(Settings.Conflicts) is var kept && !ReferenceEquals(kept, place)) folded = folded with { Places = folded.Places.SetItem(location, kept) };
        return folded;
    }

    public ChannelListing? Channel(string connectionId, string listingId) => Channels.Find(c => c.Is(connectionId, listingId));

    /// <summary>The listing whose numbers an order changes; null when it has shown none. What an order does not name, or names as a bundle of this SKU, is its connection's first.</summary>
    public ChannelListing? SellerOf(string connectionId, string? listingId) => listingId is not null && Channels.Find(l => l.GoesBy(connectionId, listingId)) is { } named
        ? named.Reports.IsEmpty ? null : named
        : Channels.Find(l => l.ConnectionId == connectionId && !l.Reports.IsEmpty);

    /// <summary>True when linking again would change nothing.</summary>
    public bool HasListing(ListingLinked listing) => Channel(listing.ConnectionId, listing.ListingId) is { } known
        && known.Unlinked == listing.Unlinked && (listing.Decided is null || listing.Decided == known.Decided) && (listing.Title is null || listing.Title == known.Title)
        && listing.Aliases.All(known.Aliases.Contains);

    public StockState Link(ListingLinked e)
    {
        var known = Channel(e.ConnectionId, e.ListingId);
        // A listing's own SKU is stocked anew each time it comes back: it has no other goods.
        var before = known ?? (e.Unlinked ? null : Left.Find(c => c.Is(e.ConnectionId, e.ListingId)));
        var linked = (before ?? new ChannelListing { ConnectionId = e.ConnectionId, ListingId = e.ListingId, Platform = e.Platform }) with
        {
            Unlinked = e.Unlinked,
            Decided = e.Decided ?? known?.Decided ?? false,
            Title = e.Title ?? before?.Title,
            Aliases = [.. (before?.Aliases ?? []).Union(e.Aliases, StringComparer.Ordinal)],
        };
        var others = known is null ? Channels : Channels.Remove(known);
        return this with { Channels = others.Add(linked), Left = Left.RemoveAll(c => c.Is(e.ConnectionId, e.ListingId)), Title = e.Title ?? Title, MovedTo = null };
    }

    public StockState Move(ListingMoved e)
    {
        if (Channel(e.ConnectionId, e.ListingId) is not { } leaving) return this;
        var others = Channels.Remove(leaving);
        return this with { Channels = others, Left = Left.Add(leaving), MovedTo = others.IsEmpty && leaving.Unlinked ? e.ToSku : null };
    }

    public StockState Replace(ChannelListing listing) => Channel(listing.ConnectionId, listing.ListingId) is { } old
        ? this with { Channels = Channels.Replace(old, listing) }
        : this with { Channels = Channels.Add(listing) };
}

/// <summary>Units promised to one order's line at one location.</summary>
internal sealed record Reservation(string OrderId, string LineId, string Location, long Quantity, string ConnectionId, DateTimeOffset PlacedAt, string? ListingId = null)
{
    /// <summary>True when they differ in nothing but their units.</summary>
    public bool IsOf(Reservation other) => OrderId == other.OrderId && LineId == other.LineId && Location == other.Location
        && ConnectionId == other.ConnectionId && PlacedAt == other.PlacedAt && ListingId == other.ListingId;

    /// <summary>An order's id begins with its platform.</summary>
    public Claim Claim() => new($"{OrderId}/{LineId}", OrderId.Split('-')[0], PlacedAt, Quantity);
}

/// <summary>Promised units that left.</summary>
internal sealed record Shipped(Reservation Reservation, DateTimeOffset At);

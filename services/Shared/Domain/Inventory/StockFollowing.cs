using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// An order does not say from which location it will be served, so where its sale is expected is a guess until the channel's
/// own reports show which location lost units: then the sale moves there, shipped, cancelled or not, or it would count at both.
/// </summary>
internal static class StockFollowing
{
    /// <summary>The effect of the two events that move a shipped sale.</summary>
    public const string Effect = "followed";
    private const string Reason = "sold_at_another_location";

    /// <summary>Moves what a report will have shown, before the report itself is decided.</summary>
    /// <param name="c">The report.</param>
    /// <param name="reported">What it shows.</param>
    /// <param name="before">The showing before it.</param>
    /// <param name="stock">As it is.</param>
    public static IReadOnlyList<StockEvent> Before(ReportStock c, Showing reported, Showing before, StockState stock)
    {
        if (stock.Channel(c.ConnectionId, c.ListingId) is not { Reports.Count: > 1 } listing) return [];
        var shown = listing.Reports[c.Location ?? ""].Shows(reported with { Kind = ShowingKind.Counted });
        return Follow(listing, listing.Reports.SetItem(c.Location ?? "", shown).Values, before.At, c.Origin, stock);
    }

    /// <summary>A sale or cancellation that became known, and what has to move because of it.</summary>
    /// <param name="events">It; none when it said nothing new.</param>
    /// <param name="connectionId">Whose order.</param>
    /// <param name="listingId">Which of its listings, if the order named one.</param>
    /// <param name="soldAt">When its first units were sold.</param>
    /// <param name="origin">Who says so.</param>
    /// <param name="stock">Before it.</param>
    public static IReadOnlyList<StockEvent> After(IReadOnlyList<StockEvent> events, string connectionId, string? listingId, DateTimeOffset soldAt, UpdateOrigin origin, StockState stock)
    {
        // Nearly every sale is one that no location has shown yet.
        if (events.Count == 0 || stock.SellerOf(connectionId, listingId) is not { Reports.Count: > 1 } seller || seller.Reports.Values.All(r => r.At < soldAt)) return events;
        stock = events.Aggregate(stock, Stock.Evolve);
        var listing = stock.SellerOf(connectionId, listingId)!;
        return [.. events, .. Follow(listing, listing.Reports.Values, soldAt.AddTicks(-1), origin, stock)];
    }

    private static List<StockEvent> Follow(ChannelListing listing, IEnumerable<ChannelReport> reports, DateTimeOffset since, UpdateOrigin origin, StockState stock)
    {
        var events = new List<StockEvent>();
        foreach (var (sale, location) in SaleLocations.Of([.. reports.DistinctBy(r => r.Location)], since).ToList())
        {
            var moved = new SaleMove(sale, listing, location, origin).Decide(stock);
            stock = moved.Aggregate(stock, Stock.Evolve);
            events.AddRange(moved);
        }
        return events;
    }

    /// <summary>Folds into what the channel is expected to show: the sale is no longer awaited where it left, and is where it came.</summary>
    public static StockState Remember(StockState stock, ChannelListing listing, StockUpdated e) => listing.Reports.GetValueOrDefault(e.ChannelLocation!) is { } report
        ? stock.Replace(listing with { Reports = listing.Reports.SetItem(e.ChannelLocation!, report.Moves(new(e.PlacedAt!.Value, e.Set) { Line = e.Key![..e.Key!.IndexOf($"/{Effect}/", StringComparison.Ordinal)] })) })
        : stock;

    /// <summary>One sale on its way from a location to another.</summary>
    private sealed record SaleMove(LineSale Sale, ChannelListing Listing, string To, UpdateOrigin Origin)
    {
        private string OrderId => Sale.Line[..Sale.Line.LastIndexOf('/')];
        private string LineId => Sale.Line[(Sale.Line.LastIndexOf('/') + 1)..];
        private string From => Sale.Location;

        /// <summary>Nothing when not all of it can move, for the log does not reach back so far.</summary>
        public IReadOnlyList<StockEvent> Decide(StockState stock)
        {
            var held = stock.Reservations.FindAll(r => r.OrderId == OrderId && r.LineId == LineId && r.Location == From).Sum(r => r.Quantity);
            var shipped = stock.Place(From).Entries.FindAll(e => e.Kind == EntryKind.Difference && e.Key.StartsWith($"{Sale.Line}/", StringComparison.Ordinal));
            var gone = -shipped.Sum(e => e.Quantity);
            var freed = Sale.Movements.Skip(1).ToList();
            if (held + gone + freed.Sum(m => m.Delta) != Sale.Units || freed.Exists(m => m.Delta < 0)) return [];
            List<StockEvent> events = [.. held > 0 ? [Released(From, held, Sale.At)] : (StockEvent[])[], .. freed.SelectMany(Freed)];
            if (held > 0) events.Add(Reserved(To, held, Sale.At));
            if (gone != 0) events.AddRange([Shipped(stock, From, shipped[^1].At, gone), Shipped(stock, To, shipped[^1].At, -gone)]);
            return [.. events, .. Corrections(events.Aggregate(stock, Stock.Evolve))];
        }

        /// <summary>Units that were cancelled: no longer sold and cancelled where they left, but where they came.</summary>
        private StockEvent[] Freed(Movement m) => [Reserved(From, m.Delta, m.At), Released(From, m.Delta, Sale.At), Reserved(To, m.Delta, Sale.At), Released(To, m.Delta, m.At)];

        /// <summary>Later reports of either location were compared without the move.</summary>
        private List<StockEvent> Corrections(StockState stock)
        {
            var events = new List<StockEvent>();
            foreach (var m in Sale.Movements)
                foreach (var (location, change) in ((string, long)[])[(From, m.Delta), (To, -m.Delta)])
                {
                    var corrected = StockCorrections.Correct(new(OrderId, LineId, Listing.ConnectionId, m.At, -m.Delta, Listing.ListingId), location, change, Origin, stock);
                    stock = corrected.Aggregate(stock, Stock.Evolve);
                    events.AddRange(corrected);
                }
            return events;
        }

        private StockReserved Reserved(string location, long quantity, DateTimeOffset at) =>
            new() { OrderId = OrderId, LineId = LineId, Location = location, Quantity = quantity, ConnectionId = Listing.ConnectionId, ListingId = Listing.ListingId, PlacedAt = at };

        private StockReleased Released(string location, long quantity, DateTimeOffset at) =>
            new() { OrderId = OrderId, LineId = LineId, Location = location, Quantity = quantity, ConnectionId = Listing.ConnectionId, ListingId = Listing.ListingId, Reason = Reason, OccurredAt = at };

        private StockUpdated Shipped(StockState stock, string location, DateTimeOffset at, long change)
        {
            var place = stock.Place(location);
            var entry = new StockEntry { Key = $"{Sale.Line}/{Effect}/{location}", Source = Origin.Source, At = at, Kind = EntryKind.Difference, Quantity = change };
            var after = place.With(entry, stock.Promises(location), stock.Settings.Conflicts);
            return new()
            {
                Location = location, Effect = Effect, Set = change, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand, ConnectionId = Listing.ConnectionId,
                ListingId = Listing.ListingId, ChannelLocation = Listing.Of(location)!.Value.Name, OccurredAt = entry.At, PlacedAt = Sale.At, Reason = Reason, Source = entry.Source, Key = entry.Key,
            };
        }
    }
}

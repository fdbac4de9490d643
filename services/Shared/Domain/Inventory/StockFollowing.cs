using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// An order does not say from which location it will be served, so where its sale is expected is a guess until the channel's
/// own report shows a location that lost units: then the sale moves there, shipped or not, or it would count at both.
/// </summary>
internal static class StockFollowing
{
    /// <summary>The effect of the two events that move a shipped sale.</summary>
    public const string Effect = "followed";
    private const string Reason = "sold_at_another_location";

    /// <param name="c">The report.</param>
    /// <param name="location">Our place for its location.</param>
    /// <param name="missing">Units it shows less than expected.</param>
    /// <param name="before">The showing before it.</param>
    /// <param name="stock">As it is.</param>
    public static IReadOnlyList<StockEvent> Decide(ReportStock c, string location, long missing, Showing before, StockState stock)
    {
        var events = new List<StockEvent>();
        if (stock.SellerOf(c.ConnectionId) is not { } listing || listing.ListingId != c.ListingId) return events;
        foreach (var (name, report) in listing.Reports.Where(r => r.Value.Location != location))
            foreach (var sale in report.Awaited.Where(s => s.Delta < 0 && s.At > before.At && s.At <= c.OccurredAt && IsOpen(report, s)))
            {
                if (missing < -sale.Delta) continue;
                var moved = Move(sale, listing, (name, report.Location), (c.Location ?? "", location), c.Origin, events.Aggregate(stock, Stock.Evolve));
                if (moved.Count == 0) continue;
                missing += sale.Delta;
                events.AddRange(moved);
                // A later report of that location was compared without this sale.
                events.AddRange(StockCorrections.Correct(SoldOf(sale, c.ConnectionId), location, -sale.Delta, c.Origin, events.Aggregate(stock, Stock.Evolve)));
            }
        return events;
    }

    private static Sold SoldOf(Movement sale, string connectionId)
    {
        var slash = sale.Line!.LastIndexOf('/');
        return new(sale.Line[..slash], sale.Line[(slash + 1)..], connectionId, sale.At, -sale.Delta);
    }

    private static bool IsOpen(ChannelReport report, Movement sale) => report.Awaited.Where(s => s.Line == sale.Line).Sum(s => s.Delta) == sale.Delta;

    private static IReadOnlyList<StockEvent> Move(Movement sale, ChannelListing listing, (string Name, string Place) from, (string Name, string Place) to, UpdateOrigin origin, StockState stock)
    {
        if (stock.Reservations.Find(r => $"{r.OrderId}/{r.LineId}" == sale.Line && r.Location == from.Place && r.Quantity == -sale.Delta) is { } r) return
        [
            new StockReleased { OrderId = r.OrderId, LineId = r.LineId, Location = r.Location, Quantity = r.Quantity, ConnectionId = r.ConnectionId, Reason = Reason, OccurredAt = r.PlacedAt },
            new StockReserved { OrderId = r.OrderId, LineId = r.LineId, Location = to.Place, Quantity = r.Quantity, ConnectionId = r.ConnectionId, PlacedAt = r.PlacedAt },
        ];
        var shipped = stock.Place(from.Place).Entries.FindAll(e => e.Kind == EntryKind.Difference && e.Key.StartsWith($"{sale.Line}/", StringComparison.Ordinal));
        if (shipped.Sum(e => e.Quantity) != sale.Delta) return [];
        return [Moved(from, -sale.Delta), Moved(to, sale.Delta)];

        StockUpdated Moved((string Name, string Place) at, long change)
        {
            var place = stock.Place(at.Place);
            var entry = new StockEntry { Key = $"{sale.Line}/{Effect}/{at.Place}", Source = origin.Source, At = shipped[^1].At, Kind = EntryKind.Difference, Quantity = change };
            var after = place.With(entry, stock.Claims(at.Place), stock.Settings.Conflicts);
            return new()
            {
                Location = at.Place, Effect = Effect, Set = change, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand, ConnectionId = listing.ConnectionId,
                ListingId = listing.ListingId, ChannelLocation = at.Name, OccurredAt = entry.At, PlacedAt = sale.At, Reason = Reason, Source = entry.Source, Key = entry.Key,
            };
        }
    }

    /// <summary>Folds into what the channel is expected to show: the sale is no longer awaited where it left, and is where it came.</summary>
    public static StockState Remember(StockState stock, ChannelListing listing, StockUpdated e) => listing.Reports.GetValueOrDefault(e.ChannelLocation!) is { } report
        ? stock.Replace(listing with { Reports = listing.Reports.SetItem(e.ChannelLocation!, report.Moves(new(e.PlacedAt!.Value, e.Set) { Line = e.Key![..e.Key!.IndexOf($"/{Effect}/", StringComparison.Ordinal)] })) })
        : stock;
}

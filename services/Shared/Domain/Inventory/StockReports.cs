using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>A channel's reports: a first one counts, a later one is compared with what was expected and the rest merges as a difference.</summary>
internal static class StockReports
{
    public static IReadOnlyList<StockEvent> Decide(ReportStock c, StockState stock)
    {
        var last = stock.Channel(c.ConnectionId, c.ListingId)?.Reports.GetValueOrDefault(c.Location ?? "");
        var location = last?.Location ?? PlaceOf(c, stock);
        var place = stock.Place(location);
        if (c.Available is not { } available) return [Seen(c, location, place, "untracked")];
        if (last is null) return [First(c, available, location, stock)];
        if (c.OccurredAt < last.At) return [Seen(c, location, place, "superseded")];
        var expected = last.ExpectedAt(c.OccurredAt);
        if (available < expected && StockReservations.Follow(c, location, expected - available, last.At, stock) is { Count: > 0 } followed)
            return [.. followed, .. Decide(c, followed.Aggregate(stock, Stock.Evolve))];
        var delta = place.Counts(c.OccurredAt) ? available - expected : 0;
        return [Seen(c, location, place, available == expected ? "echo" : "difference") with { Expected = expected, Delta = delta, OnHand = place.OnHand + delta }];
    }

    /// <summary>Folds a report into what the channel is expected to show.</summary>
    public static StockState Remember(StockState stock, StockUpdated e)
    {
        if (e.ConnectionId is null || stock.Channel(e.ConnectionId, e.ListingId!) is not { } listing) return stock;
        var known = listing.Reports.GetValueOrDefault(e.ChannelLocation!);
        var report = e.Effect switch
        {
            "undone" => known?.Explain(e.PlacedAt!.Value, e.Delta),
            "baseline" => new ChannelReport { Location = e.Location, Available = e.Reported!.Value, At = e.OccurredAt, BaselineAt = e.OccurredAt },
            "mismatch" => new ChannelReport { Location = e.Location, Available = e.Reported!.Value, At = e.OccurredAt },
            "echo" => known!.After(e.Reported!.Value, e.OccurredAt),
            "difference" => known!.After(e.Reported!.Value, e.OccurredAt).Unexplain(e.OccurredAt, -e.Delta),
            _ => null,
        };
        return report is null ? stock : stock.Replace(listing with { Reports = listing.Reports.SetItem(e.ChannelLocation!, report) });
    }

    /// <summary>
    /// Where a channel's location is unknown: goods that another source counted at the only place are the same goods,
    /// so it is that place; a further location of the channel itself is a place of its own.
    /// </summary>
    private static string PlaceOf(ReportStock c, StockState stock)
    {
        var own = stock.Channel(c.ConnectionId, c.ListingId) is { Reports.IsEmpty: false };
        if (stock.NeverCounted || own || (c.Location is not null && stock.Places.ContainsKey(c.Location))) return c.Location ?? Stock.DefaultLocation;
        return stock.Places.Keys.First();
    }

    /// <summary>A first report counts as a set, unless a later count stands there or the SKU's several places were counted by others.</summary>
    private static StockUpdated First(ReportStock c, long available, string location, StockState stock)
    {
        var place = stock.Place(location);
        var foreign = stock.Places.Count > 1 && c.Location != location;
        if (foreign || !place.Counts(c.OccurredAt)) return Seen(c, location, place, "mismatch");
        var reserved = stock.Reservations.Where(r => r.Location == location && r.PlacedAt <= c.OccurredAt).Sum(r => r.Quantity);
        var onHand = place.OnHandAfterSet(available + reserved, c.OccurredAt);
        return Seen(c, location, place, "baseline") with { Set = available + reserved, Delta = onHand - place.OnHand, OnHand = onHand };
    }

    private static StockUpdated Seen(ReportStock c, string location, StockPlace place, string effect) => new()
    {
        Location = location, Effect = effect, OnHand = place.OnHand, Reported = c.Available, ConnectionId = c.ConnectionId,
        ListingId = c.ListingId, ChannelLocation = c.Location ?? "", OccurredAt = c.OccurredAt,
    };
}

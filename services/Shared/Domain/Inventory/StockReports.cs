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
        if (stock.IsBundle) return [Seen(c, location, place, "mismatch")];
        if (last?.IsAfter(c.OccurredAt, c.Origin.Key) != true && StockPushes.IsEcho(stock.Channel(c.ConnectionId, c.ListingId), c.Location ?? "", available))
            return [Seen(c, location, place, "confirmed") with { Expected = available }];
        if (last is null) return First(c, available, location, stock);
        if (last.IsAfter(c.OccurredAt, c.Origin.Key)) return Late(c, available, location, place, stock);
        var expected = last.ExpectedAt(c.OccurredAt);
        if (available < expected && StockReservations.Follow(c, location, expected - available, last.At, stock) is { Count: > 0 } followed)
            return [.. followed, .. Decide(c, followed.Aggregate(stock, Stock.Evolve))];
        if (available == expected) return [Seen(c, location, place, "echo") with { Expected = expected }];
        return Unexpected(c, location, place, stock, "difference", available - expected, expected, place);
    }

    /// <summary>What one channel's location is called within a place's entries.</summary>
    public static string ChannelName(string connectionId, string listingId, string location) => $"{connectionId}/{listingId}/{location}";

    /// <summary>
    /// A report older than the last one of its channel says when part of a later change had happened: the later report's
    /// difference is split in two, the sum stays. Without a later unexpected report it says nothing new.
    /// </summary>
    private static IReadOnlyList<StockEvent> Late(ReportStock c, long available, string location, StockPlace place, StockState stock)
    {
        var channel = ChannelName(c.ConnectionId, c.ListingId, c.Location ?? "");
        var entry = Stock.Entry(c, EntryKind.Report, 0, c.OccurredAt);
        var next = place.Entries.Find(e => e.Channel == channel && StockEntry.Compare(e, entry) > 0);
        if (next is null) return [Seen(c, location, place, "superseded")];
        var change = available - next.Expected;
        if (place.FoldedUntil > c.OccurredAt) return [Seen(c, location, place, "superseded")];
        var split = place.Replace(next, next with { Quantity = next.Quantity - change, Expected = available }) with { OnHand = next.Remains is null ? place.OnHand - change : place.OnHand };
        return Unexpected(c, location, split, stock, "late", change, next.Expected, place);
    }

    private static IReadOnlyList<StockEvent> Unexpected(ReportStock c, string location, StockPlace place, StockState stock, string effect, long change, long expected, StockPlace now)
    {
        var after = place.With(Stock.Entry(c, EntryKind.Report, change, c.OccurredAt), stock.Claims(location), stock.Settings.Conflicts);
        return
        [
            Seen(c, location, now, effect) with { Expected = expected, Set = change, Delta = after.OnHand - now.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, location, after),
        ];
    }

    /// <summary>Folds a report into what the channel is expected to show.</summary>
    public static StockState Remember(StockState stock, StockUpdated e)
    {
        if (e.ConnectionId is null || stock.Channel(e.ConnectionId, e.ListingId!) is not { } listing) return stock;
        var known = listing.Reports.GetValueOrDefault(e.ChannelLocation!);
        if (e.Effect == "confirmed") return Remember(StockPushes.Confirm(stock, e), e with { Effect = known is null ? "mismatch" : "echo" });
        var report = e.Effect switch
        {
            "undone" => known?.Explain(e.PlacedAt!.Value, e.Delta),
            "baseline" => new ChannelReport { Location = e.Location, Available = e.Reported!.Value, At = e.OccurredAt, Key = e.Key, BaselineAt = e.OccurredAt },
            "mismatch" => new ChannelReport { Location = e.Location, Available = e.Reported!.Value, At = e.OccurredAt, Key = e.Key },
            "moved" => (known ?? new ChannelReport { Location = e.Location }).After(e.Reported!.Value, e.OccurredAt, e.Key) with { Moved = true },
            "echo" => known!.After(e.Reported!.Value, e.OccurredAt, e.Key),
            "pushed" => known?.Corrected(stock.Place(e.Location).Next(ChannelName(e.ConnectionId, e.ListingId!, e.ChannelLocation!), e.OccurredAt), e.Set),
            "difference" => known!.After(e.Reported!.Value, e.OccurredAt, e.Key).Unexplain(e.OccurredAt, -e.Delta),
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
    private static IReadOnlyList<StockEvent> First(ReportStock c, long available, string location, StockState stock)
    {
        var place = stock.Place(location);
        var foreign = stock.Places.Count > 1 && c.Location != location;
        if (foreign || c.OccurredAt < place.SetAt) return [Seen(c, location, place, "mismatch")];
        var reserved = stock.Reservations.Where(r => r.Location == location && r.PlacedAt <= c.OccurredAt).Sum(r => r.Quantity);
        var after = place.With(Stock.Entry(c, EntryKind.Set, available + reserved, c.OccurredAt), stock.Claims(location), stock.Settings.Conflicts);
        return
        [
            Seen(c, location, place, "baseline") with { Set = available + reserved, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, location, after),
        ];
    }

    private static StockUpdated Seen(ReportStock c, string location, StockPlace place, string effect) => new()
    {
        Location = location, Effect = effect, OnHand = place.OnHand, Reported = c.Available, ConnectionId = c.ConnectionId,
        ListingId = c.ListingId, ChannelLocation = c.Location ?? "", OccurredAt = c.OccurredAt,
        Source = c.Origin.Source, Key = c.Origin.Key,
    };
}

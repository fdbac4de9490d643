using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// Undoing an adjustment: its entry stays where it is and counts no more, so that every late update is decided as if it
/// had never been. One that is folded already is taken out of the starting value, unless a later set had replaced it.
/// </summary>
internal static class StockUndo
{
    /// <summary>The effect of the compensating event.</summary>
    public const string Effect = "reverted";

    /// <summary>Whether an event is an update of on hand that a person may take back: a count, a difference or a channel's report that counted.</summary>
    public static bool IsUndoable(StockUpdated e) => e.Key is not null && e.Effect switch
    {
        "set" or "baseline" or "difference" or "late" => true,
        "superseded" => e.Reported is null,
        _ => false,
    };

    /// <summary>Units that take an update back where its entry is folded: all of a difference, of a set what it changed.</summary>
    public static long CompensationOf(StockUpdated e) => e.Effect is "difference" or "late" ? -e.Set : -e.Delta;

    public static IReadOnlyList<StockEvent> Decide(UndoUpdate c, StockState stock)
    {
        if (stock.Undone.Contains(c.EventId)) throw new RefusedException("adjustment.already_undone");
        var place = stock.Place(c.Location);
        var taken = place.Entry(c.Key) is { Kind: not EntryKind.Set } entry ? Explained(stock, entry, c) - entry.Quantity : c.Compensation;
        var reverted = new StockUpdated
        {
            Location = c.Location, Effect = Effect, Set = taken, OnHand = place.OnHand, OccurredAt = c.OccurredAt, Reason = c.Reason,
            Source = c.Origin.Source, Key = c.Origin.Key, Undoes = c.EventId, UndoneKey = c.Key, UndoneAt = c.AdjustedAt,
        };
        var after = StockEvaluation.Of(place.Without(reverted), stock.Claims(c.Location), stock.Settings.Conflicts);
        return
        [
            reverted with { Delta = after.OnHand - place.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, c.Location, after),
        ];
    }

    public static StockState Evolve(StockState stock, StockUpdated e)
    {
        var report = stock.Place(e.Location).Entry(e.UndoneKey!) is { Kind: EntryKind.Report } entry ? entry : null;
        stock = stock.At(e.Location, place => place.Without(e) with { OnHand = e.OnHand }) with { Undone = stock.Undone.Add(e.Undoes!) };
        return report is null ? stock : Forget(stock, report);
    }

    /// <summary>Negative: units of a channel's reduction that an order has explained; the order took their place, so they stay.</summary>
    private static long Explained(StockState stock, StockEntry entry, UndoUpdate c)
    {
        if (entry.Kind != EntryKind.Report || entry.Quantity >= 0 || c.Effect != "difference") return 0;
        var waiting = stock.Channels.SelectMany(l => l.Reports.Where(r => Names(l, r.Key, entry)))
            .SelectMany(r => r.Value.Unexplained).Where(u => u.At == entry.At).Sum(u => u.Delta);
        return Math.Min(0, entry.Quantity + waiting);
    }

    /// <summary>No order shall consume a reduction that is undone.</summary>
    private static StockState Forget(StockState stock, StockEntry entry)
    {
        foreach (var listing in stock.Channels)
            foreach (var (name, report) in listing.Reports)
                if (Names(listing, name, entry))
                    return stock.Replace(listing with { Reports = listing.Reports.SetItem(name, report with { Unexplained = report.Unexplained.RemoveAll(u => u.At == entry.At) }) });
        return stock;
    }

    private static bool Names(ChannelListing listing, string location, StockEntry entry) =>
        StockReports.ChannelName(listing.ConnectionId, listing.ListingId, location) == entry.Channel;
}

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
        var taken = place.Entry(c.Key) is { Kind: not EntryKind.Set } entry ? -entry.Quantity : c.Compensation;
        var reverted = new StockUpdated
        {
            Location = c.Location, Effect = Effect, Set = taken, OnHand = place.OnHand, OccurredAt = c.OccurredAt, Reason = c.Reason,
            Source = c.Origin.Source, Key = c.Origin.Key, Undoes = c.EventId, UndoneKey = c.Key, UndoneAt = c.AdjustedAt,
        };
        var after = StockEvaluation.Of(place.Without(reverted), stock.Promises(c.Location), stock.Settings.Conflicts);
        return
        [
            reverted with { Delta = after.OnHand - place.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, c.Location, after),
        ];
    }

    public static StockState Evolve(StockState stock, StockUpdated e) =>
        stock.At(e.Location, place => place.Without(e) with { OnHand = e.OnHand }) with { Undone = stock.Undone.Add(e.Undoes!) };
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Stock at one location: on hand is the winning set plus the differences that happened after it.</summary>
internal sealed record StockPlace
{
    public static readonly StockPlace Empty = new();

    public long OnHand { get; init; }
    public long Reserved { get; init; }

    /// <summary>When the winning set happened; null before any.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>Differences of the last <see cref="Stock.Horizon"/>, by the time of their happening, so that a late set finds those after it.</summary>
    public ImmutableList<Movement> Movements { get; init; } = [];

    [JsonIgnore] public long Available => OnHand - Reserved;

    /// <summary>Whether a difference of that moment is not yet in the winning set. One at the same instant counts.</summary>
    public bool Counts(DateTimeOffset at) => SetAt is null || at >= SetAt;

    public long OnHandAfterSet(long quantity, DateTimeOffset at) => quantity + Movements.Where(m => m.At >= at).Sum(m => m.Delta);

    public StockPlace Apply(StockUpdated e) => e.Effect switch
    {
        "set" or "baseline" => (this with { OnHand = e.OnHand, SetAt = e.OccurredAt }).Forget(e.OccurredAt),
        "undone" => (this with { OnHand = e.OnHand }).Moved(e.OccurredAt, e.Delta),
        "difference" => (this with { OnHand = e.OnHand }).Moved(e.OccurredAt, e.Reported is null ? e.Set : e.Delta),
        _ => this with { OnHand = e.OnHand },
    };

    public StockPlace Moved(DateTimeOffset at, long delta)
    {
        if (delta == 0) return this;
        var index = Movements.Count;
        while (index > 0 && Movements[index - 1].At > at) index--;
        return (this with { Movements = Movements.Insert(index, new(at, delta)) }).Forget(at);
    }

    /// <summary>Drops what no set within the horizon could still need.</summary>
    private StockPlace Forget(DateTimeOffset newest)
    {
        var limit = newest - Stock.Horizon;
        var old = 0;
        while (old < Movements.Count && Movements[old].At < limit) old++;
        return old == 0 ? this : this with { Movements = Movements.RemoveRange(0, old) };
    }
}

/// <summary>A difference of on hand, in units, at the time of its happening.</summary>
internal sealed record Movement(DateTimeOffset At, long Delta);

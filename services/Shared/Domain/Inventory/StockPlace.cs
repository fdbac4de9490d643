using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Stock at one location. Its entries of the last <see cref="Stock.Horizon"/> stay, so that a late one falls into its place.</summary>
internal sealed record StockPlace
{
    /// <summary>Entries kept at most; then the older half is folded before the horizon ends, so that a busy SKU stays small.</summary>
    private const int MostEntries = 512;

    public static readonly StockPlace Empty = new();

    public long OnHand { get; init; }

    /// <summary>Units promised to orders, whether they are there or not.</summary>
    public long Promised { get; init; }

    /// <summary>Units before the first of <see cref="Entries"/>.</summary>
    public long Start { get; init; }

    /// <summary>What happened before this moment is folded into <see cref="Start"/>.</summary>
    public DateTimeOffset FoldedUntil { get; init; } = DateTimeOffset.MinValue;

    /// <summary>When the last set that is folded into <see cref="Start"/> happened; null for none.</summary>
    public DateTimeOffset? StartSetAt { get; init; }

    /// <summary>When the latest set happened, whichever won; null before any.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>In their order, see <see cref="StockEntry.Compare"/>.</summary>
    public ImmutableList<StockEntry> Entries { get; init; } = [];

    /// <summary>Promised units that are there.</summary>
    [JsonIgnore] public long Reserved => Covered(OnHand, Promised);

    /// <summary>What may be sold; negative by what is promised and not there.</summary>
    [JsonIgnore] public long Available => OnHand - Promised;

    /// <summary>True when nobody ever counted or reported a number here.</summary>
    [JsonIgnore] public bool NeverCounted => SetAt is null && Entries.IsEmpty && FoldedUntil == DateTimeOffset.MinValue;

    /// <summary>Promised units that are there.</summary>
    public static long Covered(long onHand, long promised) => Math.Max(0, Math.Min(onHand, promised));

    /// <summary>What on hand would be with one entry more.</summary>
    public StockOutcome With(StockEntry entry, Promises promises, ConflictPolicies policies)
    {
        if (entry.At < FoldedUntil) return new(entry.Kind == EntryKind.Set ? OnHand : OnHand + entry.Quantity, null, [], Whole: false);
        return StandsAlone(entry, policies) ? new(OnHand + entry.Quantity, null, [], Whole: false) : StockEvaluation.Of(Insert(entry), promises, policies);
    }

    /// <summary>Folds an entry whose effect was decided.</summary>
    public StockPlace Add(StockEntry entry, long onHand)
    {
        if (entry.At < FoldedUntil) return entry.Kind == EntryKind.Set ? this : this with { OnHand = onHand, Start = Start + entry.Quantity };
        return Insert(entry) with { OnHand = onHand };
    }

    public StockEntry? Entry(string key) => Entries.Find(e => e.Key == key);

    /// <summary>The place as if an update had not been; on hand is still to be evaluated.</summary>
    public StockPlace Without(StockUpdated reverted)
    {
        if (Entry(reverted.UndoneKey!) is { } entry) return Replace(entry, entry with { Remains = entry.Kind == EntryKind.Set ? 0 : entry.Quantity + reverted.Set });
        return reverted.UndoneAt < StartSetAt ? this : this with { Start = Start + reverted.Set };
    }

    /// <summary>The place as if an update had said so many units more; on hand is still to be evaluated.</summary>
    public StockPlace Corrected(string key, DateTimeOffset at, long change)
    {
        if (Entry(key) is { } entry) return Replace(entry, entry with { Quantity = entry.Quantity + change, Expected = entry.Expected - change });
        return at < FoldedUntil && !(at < StartSetAt) ? this with { Start = Start + change } : this;
    }

    public StockPlace Replace(StockEntry old, StockEntry entry) => this with { Entries = Entries.Replace(old, entry) };

    /// <summary>A difference behind every set, and not near one, adds up: no need to look at all entries again.</summary>
    private bool StandsAlone(StockEntry entry, ConflictPolicies policies) =>
        entry.Kind != EntryKind.Set && (SetAt is null || entry.At - SetAt > policies.Window);

    private StockPlace Insert(StockEntry entry)
    {
        var index = Entries.Count;
        while (index > 0 && StockEntry.Compare(Entries[index - 1], entry) > 0) index--;
        var later = entry.Kind == EntryKind.Set && (SetAt is null || entry.At > SetAt);
        return this with { Entries = Entries.Insert(index, entry), SetAt = later ? entry.At : SetAt };
    }

    /// <summary>Entries from before the horizon become the starting value, decided as they were.</summary>
    public StockPlace Fold(ConflictPolicies policies)
    {
        if (Entries.IsEmpty) return this;
        var limit = Entries[^1].At - Stock.Horizon;
        if (Entries.Count <= MostEntries && Entries[0].At >= limit) return this;
        var old = Entries.Count > MostEntries ? MostEntries / 2 : 0;
        while (Entries[old].At < limit) old++;
        while (old > 0 && old < Entries.Count && Entries[old].At == Entries[old - 1].At) old--;
        return old == 0 ? this : FoldFirst(old, policies);
    }

    private StockPlace FoldFirst(int count, ConflictPolicies policies)
    {
        var kept = Entries.RemoveRange(0, count);
        var start = kept.Exists(e => e.Kind == EntryKind.Set)
            ? StockEvaluation.Of(this with { Entries = Entries.GetRange(0, count) }, Promises.None, policies).OnHand
            : OnHand - kept.Sum(e => e.Counts);
        var set = Entries.Take(count).LastOrDefault(e => e is { Kind: EntryKind.Set, Remains: null });
        return this with { Entries = kept, Start = start, FoldedUntil = kept[0].At, StartSetAt = set?.At ?? StartSetAt };
    }
}

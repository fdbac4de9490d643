using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// What a channel showed at a location, and its own sales, both by their time: what it should show at a moment follows from
/// the two, whichever became known first.
/// </summary>
internal sealed record ChannelReport
{
    /// <summary>Showings kept at most; then the older half is forgotten before the horizon ends.</summary>
    private const int MostShowings = 256;

    /// <summary>Sales kept at most, where nothing shows them for long; then those of the older half that one showing tells of become one.</summary>
    private const int MostSales = 1_024;

    /// <summary>How far the time of an echo may be from the push's.</summary>
    private static readonly TimeSpan EchoTolerance = TimeSpan.FromSeconds(5);

    /// <summary>Our place for the channel's location.</summary>
    public required string Location { get; init; }

    /// <summary>In their order; those of the last <see cref="Stock.Horizon"/>, and the last one in any case.</summary>
    public ImmutableList<Showing> Showings { get; init; } = [];

    /// <summary>The channel's own sales and cancellations after the first of <see cref="Showings"/>.</summary>
    public ImmutableList<Movement> Sales { get; init; } = [];

    /// <summary>Units that the channel last took from us, and when; null before any.</summary>
    public long? Pushed { get; init; }
    public DateTimeOffset? PushedAt { get; init; }

    [JsonIgnore] public long Available => Showings.IsEmpty ? 0 : Showings[^1].Available;
    [JsonIgnore] public DateTimeOffset At => Showings.IsEmpty ? DateTimeOffset.MinValue : Showings[^1].At;

    /// <summary>Not said by the channel here: it came along with the listing from another SKU.</summary>
    [JsonIgnore] public bool Moved => !Showings.IsEmpty && Showings[^1].Kind == ShowingKind.Moved;

    /// <summary>Sales and cancellations that nothing has shown yet.</summary>
    [JsonIgnore] public IEnumerable<Movement> Awaited => Sales.Where(s => s.At > At);

    /// <summary>What it should show once it knows of all its sales.</summary>
    [JsonIgnore] public long Shown => Available + Awaited.Sum(s => s.Delta);

    /// <summary>When that was so.</summary>
    [JsonIgnore] public DateTimeOffset ShownAt => Awaited.Select(s => s.At).Append(At).Max();

    /// <summary>The last showing before one of this time and key; null when that would be the first.</summary>
    public Showing? Before(DateTimeOffset at, string? key) => Showings.FindLast(s => s.Compare(at, key) < 0);

    public Showing? After(DateTimeOffset at, string? key) => Showings.Find(s => s.Compare(at, key) > 0);

    /// <summary>It has said so of this moment before, by itself: to say it again is no answer to a push.</summary>
    public bool Repeats(long available, DateTimeOffset at) => Showings.Exists(s => s.At == at && s.Available == available && s.Kind == ShowingKind.Counted);

    /// <summary>The showing that a sale of this moment is in; null when nothing has shown it yet.</summary>
    public Showing? Telling(DateTimeOffset at) => Showings.Find(s => s.At >= at);

    /// <summary>What is expected at a moment after a showing.</summary>
    public long Expected(Showing before, DateTimeOffset at) => before.Available + Sales.Where(s => s.At > before.At && s.At <= at).Sum(s => s.Delta);

    /// <summary>
    /// What we told the channel, if a report of this number may be its echo: clocks differ, and Shopify's stock levels carry
    /// whole seconds, so that an echo often seems older than the push itself. Once the channel has shown another number, the same
    /// one again is news. One push may have several echoes: to take a report for one of them leaves the showings as they are,
    /// so the next report finds whatever this one may have meant.
    /// </summary>
    public Showing? Told(long available, DateTimeOffset at) => Showings.FindLast(told => told.Kind == ShowingKind.Told && told.Available == available
        && (told.At - at).Duration() <= EchoTolerance && !Showings.Exists(s => s.Available != available && LiesBetween(s, told, at)));

    /// <summary>Of what seems older than the push, only the channel's own reports say that it is.</summary>
    private static bool LiesBetween(Showing showing, Showing told, DateTimeOffset at) => told.At < at
        ? showing.At > told.At && showing.At < at
        : showing.At > at && showing.At < told.At && showing.Kind == ShowingKind.Counted;

    public ChannelReport Shows(Showing showing)
    {
        var index = Showings.Count;
        while (index > 0 && Showings[index - 1].Compare(showing.At, showing.Key) > 0) index--;
        return (this with { Showings = Showings.Insert(index, showing) }).Recent();
    }

    /// <summary>What a line does at one moment is one movement, so that one that was taken back leaves nothing.</summary>
    public ChannelReport Moves(Movement movement)
    {
        if (!Showings.IsEmpty && movement.At <= Showings[0].At) return this;
        var known = movement.Line is null ? -1 : Sales.FindLastIndex(s => s.At == movement.At && s.Line == movement.Line);
        if (known < 0) return (this with { Sales = Sales.Add(movement) }).Fewer();
        var delta = Sales[known].Delta + movement.Delta;
        return this with { Sales = delta == 0 ? Sales.RemoveAt(known) : Sales.SetItem(known, movement with { Delta = delta }) };
    }

    /// <summary>What each showing was expected to be stays as it is.</summary>
    private ChannelReport Fewer()
    {
        if (Sales.Count <= MostSales) return this;
        var sales = Sales.OrderBy(s => s.At).ToList();
        var old = sales[..(MostSales / 2)].GroupBy(s => Telling(s.At)).Select(told => new Movement(told.Last().At, told.Sum(s => s.Delta)));
        return this with { Sales = [.. old, .. sales[(MostSales / 2)..]] };
    }

    private ChannelReport Recent()
    {
        var old = Showings.Count > MostShowings ? MostShowings / 2 : 0;
        while (old + 1 < Showings.Count && Showings[old + 1].At < At - Stock.Horizon) old++;
        return old == 0 ? this : this with { Showings = Showings.RemoveRange(0, old), Sales = Sales.RemoveAll(s => s.At <= Showings[old].At) };
    }
}

/// <summary>A quantity that a channel showed at a moment. The key names what said so.</summary>
internal sealed record Showing(DateTimeOffset At, string? Key, long Available, ShowingKind Kind)
{
    public int Compare(DateTimeOffset at, string? key) => At.CompareTo(at) is not 0 and var time ? time : string.CompareOrdinal(Key, key);
}

/// <summary>Stored as a number within snapshots: never reorder.</summary>
internal enum ShowingKind
{
    /// <summary>A report with an entry at its place: the entry counts what no sale of the channel explains.</summary>
    Counted = 0,

    /// <summary>Known, and counts nothing: told by us, or a first report of goods that others had counted.</summary>
    Noted = 1,

    /// <summary>As <see cref="Noted"/>; it came along with its listing.</summary>
    Moved = 2,

    /// <summary>As <see cref="Noted"/>; we told it.</summary>
    Told = 3,
}

/// <summary>A change of what a channel shows, in units, at the time of its happening.</summary>
internal sealed record Movement(DateTimeOffset At, long Delta)
{
    /// <summary>The order's line, <c>{order}/{line}</c>.</summary>
    public string? Line { get; init; }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CreatorFlow.Domain.Inventory;

/// <summary>One listing of one connection, and what it showed of the SKU.</summary>
internal sealed record ChannelListing
{
    public required string ConnectionId { get; init; }
    public required string Platform { get; init; }
    public required string ListingId { get; init; }
    public ImmutableList<string> Aliases { get; init; } = [];
    public string? Title { get; init; }
    public bool Unlinked { get; init; }

    /// <summary>A person decided where it stands; product events leave it there.</summary>
    public bool Decided { get; init; }
    public ImmutableSortedDictionary<string, ChannelReport> Reports { get; init; } = ImmutableSortedDictionary.Create<string, ChannelReport>(StringComparer.Ordinal);

    /// <summary>Pushes without an answer, by the channel's location, the latest last; a failed one stays until another quantity is wanted.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<ChannelPush>> Pushes { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableList<ChannelPush>>(StringComparer.Ordinal);

    /// <summary>Whether it goes by this id, its own or another.</summary>
    public bool GoesBy(string connectionId, string id) => ConnectionId == connectionId && (ListingId == id || Aliases.Contains(id));

    public bool Is(string connectionId, string listingId) => ConnectionId == connectionId && ListingId == listingId;

    /// <summary>Whether a sale of that moment is expected to show at a location, and no report has shown it yet.</summary>
    public bool Awaits(string location, DateTimeOffset placedAt) => Reports.Values.Any(r => r.Location == location && r.Sales.Exists(s => s.At == placedAt && s.Delta < 0));

    /// <summary>The listing after a sale (negative) or a cancellation (positive) of its own; what its report had counted already changes nothing.</summary>
    public ChannelListing Sold(string location, DateTimeOffset at, long delta)
    {
        foreach (var (name, report) in Reports)
            if (report.Location == location && at > report.At)
                return this with { Reports = Reports.SetItem(name, report with { Sales = report.Sales.Add(new(at, delta)) }) };
        return this;
    }
}

/// <summary>What a channel reported last at a location, and what it is expected to report next.</summary>
internal sealed record ChannelReport
{
    /// <summary>Our place for the channel's location.</summary>
    public required string Location { get; init; }
    public long Available { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Names the report; decides between two of the same moment.</summary>
    public string? Key { get; init; }

    /// <summary>Not said by the channel here: it came along with the listing from another SKU.</summary>
    public bool Moved { get; init; }

    /// <summary>The channel's own sales and cancellations that happened after the report.</summary>
    public ImmutableList<Movement> Sales { get; init; } = [];

    /// <summary>
    /// Reductions (positive) and increases (negative) that no order explains yet; an order placed, or cancelled, before them
    /// consumes them, so that a sale and its cancellation count once.
    /// </summary>
    public ImmutableList<Movement> Unexplained { get; init; } = [];

    /// <summary>Units that the channel last took from us, and when; null before any.</summary>
    public long? Pushed { get; init; }
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>When the first report was made: sales placed before it are in it.</summary>
    public DateTimeOffset? BaselineAt { get; init; }

    /// <summary>What the channel should show at a moment: its last report less its own sales since.</summary>
    public long ExpectedAt(DateTimeOffset moment) => Available + Sales.Where(s => s.At <= moment).Sum(s => s.Delta);

    /// <summary>What it should show once it knows of all its sales.</summary>
    [JsonIgnore] public long Shown => Available + Sales.Sum(s => s.Delta);

    /// <summary>When that was so.</summary>
    [JsonIgnore] public DateTimeOffset ShownAt => Sales.IsEmpty ? At : Sales.Max(s => s.At);

    public bool IsAfter(DateTimeOffset at, string? key) => At > at || (At == at && string.CompareOrdinal(Key, key) > 0);

    public ChannelReport After(long available, DateTimeOffset at, string? key) => this with
    {
        Available = available,
        At = at,
        Key = key,
        Moved = false,
        Sales = Sales.RemoveAll(s => s.At <= at),
        Unexplained = Unexplained.RemoveAll(u => u.At < at - Stock.Horizon),
    };

    public ChannelReport Unexplain(DateTimeOffset at, long quantity) =>
        quantity == 0 ? this : this with { Unexplained = Unexplained.Add(new(at, quantity)) };

    /// <summary>After the part of a difference that was our own push was taken back: what is left of it unexplained.</summary>
    public ChannelReport Corrected(StockEntry? difference, long change)
    {
        if (difference is null) return this;
        var left = Unexplained.Find(u => u.At == difference.At);
        return (left is null ? this : this with { Unexplained = Unexplained.Remove(left) }).Unexplain(difference.At, (left?.Delta ?? 0) + change);
    }

    /// <summary>Units of a sale (positive) or of a cancellation (negative) of a moment that reports have counted already.</summary>
    public long AlreadyCounted(DateTimeOffset at, long quantity) => at <= BaselineAt
        ? quantity
        : Lesser(quantity, Unexplained.Where(u => Explains(at, quantity, u)).Sum(u => u.Delta));

    /// <summary>Units of a sale that reports have shown and no order has explained yet.</summary>
    public long Waiting(DateTimeOffset placedAt, long quantity) => Lesser(quantity, Unexplained.Where(u => Explains(placedAt, quantity, u)).Sum(u => u.Delta));

    /// <summary>Consumes unexplained units for a sale or a cancellation, oldest first; one from before the first report was never unexplained.</summary>
    public ChannelReport Explain(DateTimeOffset at, long quantity)
    {
        if (at <= BaselineAt) return this;
        var left = new List<Movement>();
        foreach (var u in Unexplained)
        {
            var used = Explains(at, quantity, u) ? Lesser(u.Delta, quantity) : 0;
            quantity -= used;
            if (u.Delta != used) left.Add(u with { Delta = u.Delta - used });
        }
        return this with { Unexplained = [.. left] };
    }

    private static bool Explains(DateTimeOffset at, long quantity, Movement unexplained) => unexplained.At >= at && Math.Sign(unexplained.Delta) == Math.Sign(quantity);

    /// <summary>Of two of the same sign; 0 is of both.</summary>
    private static long Lesser(long one, long other) => Math.Abs(one) < Math.Abs(other) ? one : other;
}

/// <summary>A change of what a channel shows, in units, at the time of its happening.</summary>
internal sealed record Movement(DateTimeOffset At, long Delta);

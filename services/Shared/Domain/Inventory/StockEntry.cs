using System.Text.Json.Serialization;

namespace CreatorFlow.Domain.Inventory;

/// <summary>One update of on hand at a place, as its source said it. On hand is a function of the set of these, not of their arrival.</summary>
internal sealed record StockEntry
{
    /// <summary>Names it for good; decides a tie.</summary>
    public required string Key { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset At { get; init; }
    public required EntryKind Kind { get; init; }

    /// <summary>Units on hand for a set; else the difference.</summary>
    public required long Quantity { get; init; }

    /// <summary>The connection that said it; null for a person. Its conflict settings count.</summary>
    public string? Connection { get; init; }

    /// <summary>For a report: which channel's which location it came from, so that a late one finds its neighbours.</summary>
    public string? Channel { get; init; }

    /// <summary>For a report: what the channel was expected to show just before.</summary>
    public long Expected { get; init; }

    /// <summary>For a set that was made on an older version: when that was the current one.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Since when others may have said what its source did not know.</summary>
    [JsonIgnore] public DateTimeOffset Since => SeenAt < At ? SeenAt.Value : At;

    /// <summary>Number of the person's decision that chose it; 0 for none.</summary>
    public int Chosen { get; init; }

    /// <summary>Null unless a person undid it: then the units of it that still count, because an order took their place. An undone set counts nothing.</summary>
    public long? Remains { get; init; }

    /// <summary>What a difference counts.</summary>
    [JsonIgnore] public long Counts => Remains ?? Quantity;

    /// <summary>The order of a place's entries: by time, then by key.</summary>
    public static int Compare(StockEntry a, StockEntry b) =>
        a.At.CompareTo(b.At) is not 0 and var time ? time : string.CompareOrdinal(a.Key, b.Key);
}

/// <summary>Stored as a number within snapshots: never reorder.</summary>
internal enum EntryKind
{
    /// <summary>Absolute: a person counted, or a channel reported for the first time.</summary>
    Set = 0,

    /// <summary>A difference; always merges.</summary>
    Difference = 1,

    /// <summary>A channel's unexpected report: a difference, unless another source set the stock at the same time.</summary>
    Report = 2,
}

/// <summary>Who says it, and under which key; no connection for a person.</summary>
internal readonly record struct UpdateOrigin(string Source, string Key, string? Connection = null);

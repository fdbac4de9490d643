namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.settings_changed</c>: how this SKU is to be handled; what is null stays as it was.</summary>
public sealed record StockSettingsChanged : StockEvent
{
    /// <summary>An alert is raised when available falls below this many units; 0 switches it off.</summary>
    public long? LowStockBelow { get; init; }

    /// <summary>Units held back from channels, by connection; the empty name stands for every connection without one of its own.</summary>
    public IReadOnlyDictionary<string, long>? Buffers { get; init; }

    /// <summary>Locations in the order in which orders take from them.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary><c>business_rules</c>, <c>last_write_wins</c>, <c>manual_review</c> or <c>merge</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Sources, the one that wins a tie first.</summary>
    public IReadOnlyList<string>? Ranks { get; init; }

    /// <summary>Updates of different sources this close together are concurrent; seconds, 0 to 30.</summary>
    public int? WindowSeconds { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

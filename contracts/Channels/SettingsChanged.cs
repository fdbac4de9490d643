namespace CreatorFlow.Contracts.Channels;

/// <summary>A person changed how a SKU is handled; what is null stays as it was.</summary>
public sealed record SettingsChanged : ChannelEvent
{
    public required string Sku { get; init; }

    /// <summary>Units; 0 switches the alert off.</summary>
    public long? LowStockBelow { get; init; }

    /// <summary>Units held back, by connection; the empty name stands for all others.</summary>
    public IReadOnlyDictionary<string, long>? Buffers { get; init; }

    /// <summary>Locations in the order in which orders take from them.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>The conflict strategy's name.</summary>
    public string? Strategy { get; init; }

    /// <summary>Sources, the one that wins a tie first.</summary>
    public IReadOnlyList<string>? Ranks { get; init; }

    /// <summary>Seconds, 0 to 30.</summary>
    public int? WindowSeconds { get; init; }
}

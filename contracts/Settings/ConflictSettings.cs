namespace CreatorFlow.Contracts.Settings;

/// <summary>How conflicts are decided, as set at one level: a creator, a channel or a SKU. What is null is as the level above says.</summary>
public sealed record ConflictSettings
{
    /// <summary><c>business_rules</c>, <c>last_write_wins</c>, <c>manual_review</c> or <c>merge</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Sources, the one that wins a tie first.</summary>
    public IReadOnlyList<string>? Ranks { get; init; }

    /// <summary>Updates of different sources this close together are concurrent; seconds, 0 to 30.</summary>
    public int? WindowSeconds { get; init; }
}

namespace CreatorFlow.Domain.Sessions;

/// <summary>One work session, folded from its stream.</summary>
internal sealed record SessionState
{
    /// <summary>Raise it when the shape changes; see <see cref="Inventory.StockState.Schema"/>.</summary>
    public const int Schema = 1;

    public string SessionId { get; init; } = "";
    public string SessionType { get; init; } = "";
    public DateTimeOffset StartTime { get; init; }
    public string? TimeZone { get; init; }

    /// <summary>Null while it goes on; it never goes on again.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>Of the newest change; 0 while nothing was heard of it.</summary>
    public long Revision { get; init; }
    public long EstimatedTokens { get; init; }
    public long TotalMessages { get; init; }
    public IReadOnlyList<string> ModelsUsed { get; init; } = [];
    public string? Project { get; init; }
    public string? Description { get; init; }
    public decimal? Efficiency { get; init; }
}

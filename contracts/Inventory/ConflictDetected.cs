namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>sync.conflict_detected</c>: updates of different sources at the same time, and what was decided. Nothing of the losers is dropped.</summary>
public sealed record ConflictDetected : StockEvent
{
    /// <summary>Made from the candidates, so that it is the same in whichever order they came.</summary>
    public required string ConflictId { get; init; }

    /// <summary>An earlier version of the same conflict, before a further candidate came; else null.</summary>
    public string? Replaces { get; init; }

    /// <summary><c>concurrent_stock_update</c>, <c>reservation_conflict</c> or <c>cross_platform_mismatch</c>.</summary>
    public required string Kind { get; init; }
    public required string Location { get; init; }

    /// <summary>Units on hand before the window.</summary>
    public required long Base { get; init; }
    public required IReadOnlyList<ConflictCandidate> Candidates { get; init; }

    /// <summary>Key of the candidate that stands.</summary>
    public required string Winner { get; init; }

    /// <summary>The rule that decided: <c>merged</c>, <c>reservation_precedence</c>, <c>stock_reduction_priority</c>,
    /// <c>external_system_priority</c>, <c>last_write_wins</c> or <c>resolved_by_person</c>.</summary>
    public required string Reason { get; init; }

    /// <summary><c>resolved</c>, or <c>review</c> when the winner stands until a person has looked.</summary>
    public required string Status { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>One side of a conflict.</summary>
public sealed record ConflictCandidate
{
    public required string Key { get; init; }

    /// <summary>The platform, or <c>manual</c>.</summary>
    public required string Source { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary><c>set</c> or <c>reserve</c>.</summary>
    public required string Change { get; init; }

    /// <summary>Units on hand wanted, or units reserved.</summary>
    public required long Quantity { get; init; }
}

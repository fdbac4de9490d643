namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>conflict.resolved</c>: a person confirmed the winner or chose another.</summary>
public sealed record ConflictResolved : StockEvent
{
    public required string ConflictId { get; init; }

    /// <summary>Key of the candidate that stands from now on.</summary>
    public required string Winner { get; init; }

    /// <summary><c>confirmed</c>, <c>overridden</c>, or <c>withdrawn</c> when a later update ended the disagreement.</summary>
    public required string Status { get; init; }
    public required string Location { get; init; }

    /// <summary>Units by which on hand changed.</summary>
    public required long Delta { get; init; }

    /// <summary>Units on hand at the location after this event.</summary>
    public required long OnHand { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

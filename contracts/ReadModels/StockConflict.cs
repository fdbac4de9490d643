using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Contracts.ReadModels;

/// <summary>One conflict of a SKU: who said what at the same time, what stands and why. Decided ones stay for a day, those in review until somebody looks.</summary>
public sealed record StockConflict
{
    public required string Id { get; init; }
    public required string Sku { get; init; }

    /// <summary><c>concurrent_stock_update</c>, <c>reservation_conflict</c> or <c>cross_platform_mismatch</c>.</summary>
    public required string Kind { get; init; }
    public required string Location { get; init; }

    /// <summary>Units on hand before the window.</summary>
    public required long Base { get; init; }
    public required IReadOnlyList<ConflictCandidate> Candidates { get; init; }

    /// <summary>Key of the candidate that stands.</summary>
    public required string Winner { get; init; }

    /// <summary>The rule that decided.</summary>
    public required string Reason { get; init; }

    /// <summary><c>resolved</c>, <c>review</c>, <c>confirmed</c> or <c>overridden</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When the last of the candidates happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

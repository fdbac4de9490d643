using CreatorFlow.Contracts.Settings;

namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>inventory.policy_applied</c>: the creator's and the channels' conflict settings that hold for this SKU from here on,
/// recorded before the first update that they decide, so that the stream alone tells why it was decided so.</summary>
public sealed record PolicyApplied : StockEvent
{
    /// <summary>Which of the creator's settings they are, counted from 1.</summary>
    public required long Revision { get; init; }
    public required ConflictSettings Conflicts { get; init; }

    /// <summary>By connection.</summary>
    public required IReadOnlyDictionary<string, ConflictSettings> Channels { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

namespace CreatorFlow.Contracts.Inventory;

/// <summary><c>listing.linked</c>: a channel's listing shows this SKU's stock.</summary>
public sealed record ListingLinked : StockEvent
{
    public required string Platform { get; init; }
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public string? Title { get; init; }

    /// <summary>True for a listing kept under a SKU of its own until somebody links it.</summary>
    public bool Unlinked { get; init; }

    /// <summary>The listing's last report, carried over when it moves here from another SKU.</summary>
    public IReadOnlyList<CarriedReport> Reports { get; init; } = [];
}

/// <summary>A channel's last report for a location, as it moves with its listing.</summary>
public sealed record CarriedReport(string Location, long Available, DateTimeOffset ReportedAt);

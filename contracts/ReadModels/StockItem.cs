using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Contracts.ReadModels;

/// <summary>One SKU as the API shows it: the document <c>mt_doc_stockitem</c>, written by Projection, read by the Dashboard API.</summary>
public sealed record StockItem
{
    /// <summary>The SKU: the document's id.</summary>
    public required string Id { get; init; }
    public required string Sku { get; init; }
    public string? Title { get; init; }

    /// <summary>True while only a listing's own SKU stands here, linked to none of the creator's.</summary>
    public bool Unlinked { get; init; }

    /// <summary>The SKU that this one's only listing was linked to: lists leave it out, its history stays readable.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What it is a bundle of, else null. A bundle's on hand and available are what its scarcest component allows.</summary>
    public IReadOnlyList<BundleComponent>? Components { get; init; }

    /// <summary>Units over all locations.</summary>
    public required long OnHand { get; init; }

    /// <summary>Units on hand that orders are promised.</summary>
    public required long Reserved { get; init; }

    /// <summary>Units that orders are promised beyond what is on hand: what arrives next is theirs. The orders are flagged oversold.</summary>
    public long Backordered { get; init; }

    /// <summary><see cref="OnHand"/> − <see cref="Reserved"/>.</summary>
    public required long Available { get; init; }

    /// <summary>True from a low-stock alert until stock has recovered.</summary>
    public bool LowStock { get; init; }

    /// <summary>The alert's threshold in units; 0 for none.</summary>
    public long LowStockBelow { get; init; }

    /// <summary>Those of the last day, and those that wait for a person.</summary>
    public IReadOnlyList<StockConflict> Conflicts { get; init; } = [];

    /// <summary>Version of the stream <c>inventory-{sku}</c> that this reflects.</summary>
    public required long Version { get; init; }

    /// <summary>When the event that brought this version was recorded.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
    public required IReadOnlyList<StockLocation> Locations { get; init; }
    public required IReadOnlyList<StockChannel> Channels { get; init; }
}

/// <summary>Units at one location.</summary>
public sealed record StockLocation(string Id, long OnHand, long Reserved, long Available);

/// <summary>What one channel's listing shows of the SKU.</summary>
public sealed record StockChannel
{
    public required string ConnectionId { get; init; }
    public required string Platform { get; init; }
    public required string ListingId { get; init; }

    /// <summary>Units the channel last reported available, over its locations; null before a first report.</summary>
    public long? Reported { get; init; }
    public DateTimeOffset? ReportedAt { get; init; }
    public long? Pushed { get; init; }
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>Units held back from this channel.</summary>
    public long Buffer { get; init; }

    /// <summary>True when what the channel shows equals what is available at its locations, less its buffer.</summary>
    public bool InSync { get; init; }

    /// <summary>The same by location of the channel, in the order of their names; empty in documents written before it was kept.</summary>
    public IReadOnlyList<ShownStock> Shows { get; init; } = [];
}

/// <summary>What a listing should show at one location of its channel, and what it is believed to show.</summary>
/// <param name="Location">The channel's own name of it; empty for none.</param>
/// <param name="Due">Units it should show.</param>
/// <param name="Believed">Units it shows as far as its reports, its own sales since and our pushes tell; null before any of them.</param>
public sealed record ShownStock(string Location, long Due, long? Believed);

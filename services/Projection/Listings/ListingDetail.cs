namespace CreatorFlow.Projection.Listings;

/// <summary>What a person is shown of a listing, by its first id.</summary>
internal sealed record ListingDetail
{
    public required string Platform { get; init; }

    /// <summary>The SKU it stands under, its own while nobody has linked it.</summary>
    public required string Sku { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public bool IsLinked { get; init; }

    /// <summary>The SKU that the seller wrote on it at the platform.</summary>
    public string? SellerSku { get; init; }
    public string? Barcode { get; init; }
    public string? Title { get; init; }

    /// <summary>The platform's time of the last product event; null when this change was none: then what is null here is as it was.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}

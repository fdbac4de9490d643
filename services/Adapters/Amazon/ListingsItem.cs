namespace CreatorFlow.Adapters.Amazon;

/// <summary>What matters here of an item of the Listings Items API (2021-08-01).</summary>
internal sealed record ListingsItem
{
    /// <summary>The channel code of what the seller ships; every other is a warehouse of Amazon's.</summary>
    public const string ShippedBySeller = "DEFAULT";

    public required string Sku { get; init; }
    public IReadOnlyList<ListingSummary?>? Summaries { get; init; }
    public IReadOnlyList<ListingAvailability?>? FulfillmentAvailability { get; init; }

    /// <summary>What the seller ships of it; null when that is nothing.</summary>
    public ListingAvailability? Own => FulfillmentAvailability?.FirstOrDefault(a => a?.FulfillmentChannelCode == ShippedBySeller);
}

internal sealed record ListingSummary
{
    public string? MarketplaceId { get; init; }
    public string? Asin { get; init; }
    public string? ProductType { get; init; }
    public string? ItemName { get; init; }

    /// <summary>As it came: it is given back to Amazon.</summary>
    public string? CreatedDate { get; init; }
}

internal sealed record ListingAvailability
{
    public required string FulfillmentChannelCode { get; init; }
    public long? Quantity { get; init; }
}

/// <summary>A page of <c>searchListingsItems</c>.</summary>
internal sealed record ListingsPage
{
    public required IReadOnlyList<ListingsItem?> Items { get; init; }
    public ListingsPagination? Pagination { get; init; }

    /// <summary>In all pages, and beyond those that can be paged through.</summary>
    public int NumberOfResults { get; init; }
}

internal sealed record ListingsPagination
{
    public string? NextToken { get; init; }
}

/// <summary>What <c>patchListingsItem</c> answers, with HTTP 200 even for what it does not take.</summary>
internal sealed record Submission
{
    /// <summary><c>ACCEPTED</c> or <c>INVALID</c>.</summary>
    public required string Status { get; init; }
    public IReadOnlyList<SubmissionIssue?>? Issues { get; init; }
}

internal sealed record SubmissionIssue
{
    public string? Code { get; init; }

    /// <summary><c>ERROR</c>, <c>WARNING</c> or <c>INFO</c>.</summary>
    public string? Severity { get; init; }
}

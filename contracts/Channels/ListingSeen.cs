namespace CreatorFlow.Contracts.Channels;

/// <summary>A channel shows a product or variant; with the seller's SKU it links itself when exactly one SKU fits.</summary>
public sealed record ListingSeen : ChannelEvent
{
    /// <summary>The id that stock reports use; see <see cref="StockReported.ListingId"/>.</summary>
    public required string ListingId { get; init; }

    /// <summary>Other ids of the same listing that order lines use (Shopify: the variant id as <c>variant:{id}</c>).</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The seller's own SKU as the platform carries it.</summary>
    public string? Sku { get; init; }

    public string? ProductId { get; init; }
    public string? Title { get; init; }
    public string? Barcode { get; init; }

    /// <summary>The platform's own word for the listing's state, e.g. <c>active</c>.</summary>
    public string? Status { get; init; }
}

using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Channels;

/// <summary>A channel says what it can sell of a listing at a location: an <em>available</em> quantity, absolute.</summary>
public sealed record StockReported : ChannelEvent
{
    /// <summary>Shopify: inventory item id. TikTok: the platform's SKU id. Amazon: the seller SKU.</summary>
    public required string ListingId { get; init; }

    /// <summary>The platform's location or warehouse id; null for a channel that has none.</summary>
    public string? Location { get; init; }

    /// <summary>Units; null when the channel does not track the listing there (Shopify sends null).</summary>
    public long? Available { get; init; }

    /// <summary>We asked for it ourselves, and its time is our clock's: it is no echo, whatever it says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Asked { get; init; }
}

using System.Text.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain.Listings;

namespace CreatorFlow.Dashboard.Listings;

/// <summary>One listing of the list.</summary>
internal sealed record ListingRow
{
    public required string ConnectionId { get; init; }
    public required string ListingId { get; init; }
    public required string Platform { get; init; }

    /// <summary>Its other ids, as a JSON array.</summary>
    public required byte[] Aliases { get; init; }

    /// <summary>Where its stock stands: its own SKU while it is not linked.</summary>
    public required string Sku { get; init; }
    public required bool IsLinked { get; init; }
    public string? SellerSku { get; init; }
    public string? Barcode { get; init; }
    public string? Title { get; init; }
    public long? Reported { get; init; }
    public DateTime? LastSeenAt { get; init; }

    public string Cursor => PageRequest.Encode(ConnectionId, ListingId);

    public void Write(Utf8JsonWriter writer, ListingSuggestions? suggestions)
    {
        writer.WriteStartObject();
        writer.WriteString("connectionId", ConnectionId);
        writer.WriteString("platform", Platform);
        writer.WriteString("listingId", ListingId);
        writer.WritePropertyName("aliases");
        writer.WriteRawValue(Aliases, skipInputValidation: true);
        writer.WriteString("sellerSku", SellerSku);
        writer.WriteString("barcode", Barcode);
        writer.WriteString("title", Title);
        writer.WriteString("linkedSku", IsLinked ? Sku : null);
        writer.WriteString("ownSku", IsLinked ? null : Sku);
        if (Reported is { } reported) writer.WriteNumber("reported", reported);
        else writer.WriteNull("reported");
        if (LastSeenAt is { } seen) writer.WriteString("lastSeenAt", seen);
        else writer.WriteNull("lastSeenAt");
        if (!IsLinked && suggestions is not null) WriteSuggestions(writer, suggestions);
        writer.WriteEndObject();
    }

    private void WriteSuggestions(Utf8JsonWriter writer, ListingSuggestions suggestions)
    {
        writer.WriteStartArray("suggestions");
        foreach (var suggestion in suggestions.For(new(SellerSku, Barcode, Title)))
        {
            writer.WriteStartObject();
            writer.WriteString("sku", suggestion.Sku);
            writer.WriteString("reason", suggestion.Reason);
            writer.WriteNumber("score", suggestion.Score);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}

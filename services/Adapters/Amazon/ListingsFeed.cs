using System.Text.Json;
using System.Text.Json.Serialization;
using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>The document of a <c>JSON_LISTINGS_FEED</c>: for each listing the patch that a call would send. Pure.</summary>
/// <remarks>Schema: github.com/amzn/selling-partner-api-docs, listings-feed-schema-v2.json; the op <c>merge</c>: developer-docs.amazon.com/sp-api/changelog, June 2025.</remarks>
internal sealed record ListingsFeed(ListingsFeed.FeedHeader Header, IReadOnlyList<ListingsFeed.Message> Messages)
{
    public const string Type = "JSON_LISTINGS_FEED";
    public const string ContentType = "application/json; charset=UTF-8";

    /// <summary>Of one feed (developer-docs.amazon.com/sp-api/changelog, May 2025).</summary>
    public const int MostMessages = 25_000;

    /// <param name="seller">Seller id.</param>
    /// <param name="items">With the product type of each.</param>
    public static byte[] Of(string seller, IEnumerable<(FeedItem Item, string ProductType)> items) => JsonSerializer.SerializeToUtf8Bytes(
        new ListingsFeed(new(seller, "2.0", "en_US"), [.. items.Select(i => Message.Of(i.Item, i.ProductType))]), AmazonJson.Options);

    internal sealed record FeedHeader(string SellerId, string Version, string IssueLocale);

    internal sealed record Message(int MessageId, string Sku, string OperationType, string ProductType, IReadOnlyList<QuantityPatch.Change> Patches)
    {
        public static Message Of(FeedItem item, string productType) => new(item.Number, item.Push.ListingId, "PATCH", productType, QuantityPatch.Changes(item.Push.Quantity));
    }
}

/// <summary>What Amazon reports of a feed that is over (listings-feed-processing-report-schema-v2.json).</summary>
internal sealed record FeedReport
{
    public required IReadOnlyList<Issue?> Issues { get; init; }
    public required Totals Summary { get; init; }

    /// <summary>Why each listing was not taken, by message; every other was. Null when the report does not account for all of them.</summary>
    public IReadOnlyDictionary<int, PushResult>? NotTaken()
    {
        var errors = Issues.OfType<Issue>().Where(i => i.Severity == "ERROR").ToList();
        var named = errors.Where(i => i.MessageId is not null).GroupBy(i => i.MessageId!.Value)
            .ToDictionary(g => g.Key, g => (PushResult)new PushResult.Refused(AmazonAnswer.Named(g.First().Code) ?? "amazon.invalid"));
        return named.Count == Summary.MessagesInvalid && errors.TrueForAll(i => i.MessageId is not null) ? named : null;
    }

    internal sealed record Issue
    {
        public int? MessageId { get; init; }
        public string? Code { get; init; }
        public string? Severity { get; init; }
    }

    internal sealed record Totals
    {
        public int MessagesProcessed { get; init; }
        public int MessagesAccepted { get; init; }
        public int MessagesInvalid { get; init; }
    }
}

/// <summary>Where a document is to be put or lies.</summary>
internal sealed record FeedDocument
{
    public string? FeedDocumentId { get; init; }
    public required string Url { get; init; }

    /// <summary><c>GZIP</c>, or null.</summary>
    public string? CompressionAlgorithm { get; init; }

    /// <summary>The address opens the document: it prints without it.</summary>
    public override string ToString() => FeedDocumentId ?? "";
}

/// <summary>What <c>createFeed</c> and <c>getFeed</c> say.</summary>
internal sealed record FeedState
{
    public required string FeedId { get; init; }

    /// <summary><c>IN_QUEUE</c>, <c>IN_PROGRESS</c>, <c>DONE</c>, <c>CANCELLED</c> or <c>FATAL</c>; null from <c>createFeed</c>.</summary>
    [JsonPropertyName("processingStatus")] public string? Status { get; init; }
    public string? ResultFeedDocumentId { get; init; }
}

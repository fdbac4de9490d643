using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>The Feeds API (2021-06-30) for <c>JSON_LISTINGS_FEED</c>, and the store that its documents lie in, which knows no tokens.</summary>
internal static class FeedEndpoints
{
    private const string Feeds = "/feeds/2021-06-30";
    private const string Store = "/simulator/amazon/documents/{id}";
    private const int MostMessages = 25_000;
    private const string Signature = "X-Amz-Signature";

    public static void MapAmazonFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Feeds}/documents", NewDocument);
        routes.MapGet($"{Feeds}/documents/{{id}}", Document);
        routes.MapPost($"{Feeds}/feeds", NewFeed);
        routes.MapGet($"{Feeds}/feeds/{{id}}", Feed);
        routes.MapPut(Store, PutAsync);
        routes.MapGet(Store, Get);
    }

    private static IResult NewDocument(HttpContext context, JsonObject body, AmazonFeeds feeds, ConnectionDirectory connections, CallLimits limits)
    {
        if (AmazonEndpoints.Seller(context, "createFeedDocument", connections, limits, out _) is { } refusal) return refusal;
        if (body["contentType"]?.GetValue<string>() is not { Length: > 0 }) return AmazonErrors.BadRequest;
        var id = feeds.NewDocument();
        return Results.Json(new JsonObject { ["feedDocumentId"] = id, ["url"] = Address(context, id) }, statusCode: 201);
    }

    private static IResult Document(HttpContext context, string id, AmazonFeeds feeds, ConnectionDirectory connections, CallLimits limits)
    {
        if (AmazonEndpoints.Seller(context, "getFeedDocument", connections, limits, out _) is { } refusal) return refusal;
        return feeds.Document(id) is null ? AmazonErrors.NotFound : Results.Json(new JsonObject { ["feedDocumentId"] = id, ["url"] = Address(context, id), ["compressionAlgorithm"] = "GZIP" });
    }

    private static IResult NewFeed(HttpContext context, JsonObject body, AmazonFeeds feeds, ConnectionDirectory connections, CallLimits limits)
    {
        if (AmazonEndpoints.Seller(context, "createFeed", connections, limits, out var seller) is { } refusal) return refusal;
        if (!limits.TryTake(seller!.ConnectionId, "createFeed JSON_LISTINGS_FEED")) return AmazonErrors.QuotaExceeded;
        if (body["feedType"]?.GetValue<string>() != "JSON_LISTINGS_FEED" || body["marketplaceIds"] is not JsonArray { Count: > 0 } || body["inputFeedDocumentId"]?.GetValue<string>() is not { } document) return AmazonErrors.BadRequest;
        var sellerId = seller.Settings!["sellerId"];
        return feeds.Document(document) is { } uploaded && IsFeed(uploaded, sellerId)
            ? Results.Json(new JsonObject { ["feedId"] = feeds.Add(sellerId, document).Id }, statusCode: 202)
            : AmazonErrors.BadRequest;
    }

    private static IResult Feed(HttpContext context, string id, AmazonFeeds feeds, SimulatedCommerce commerce, ConnectionDirectory connections, CallLimits limits)
    {
        if (AmazonEndpoints.Seller(context, "getFeed", connections, limits, out var seller) is { } refusal) return refusal;
        feeds.WorkOff((owner, message) => commerce.Read(creators => Apply(creators, owner, message)));
        if (feeds.All.FirstOrDefault(f => f.Id == id && f.Seller == seller!.Settings!["sellerId"]) is not { } feed) return AmazonErrors.NotFound;
        var body = new JsonObject { ["feedId"] = id, ["feedType"] = "JSON_LISTINGS_FEED", ["createdTime"] = feed.BeginsAt.ToString("O"), ["processingStatus"] = feed.Status };
        if (feed.ReportId is { } report) body["resultFeedDocumentId"] = report;
        return Results.Json(body);
    }

    /// <summary>The code of an issue, or null for a message that was taken.</summary>
    private static string? Apply(IReadOnlyList<SimulatedCreator> creators, string sellerId, JsonObject message)
    {
        if (creators.FirstOrDefault(c => c.State.Amazon?.SellerId == sellerId)?.State.Amazon is not { } state) return "90220";
        if (message["operationType"]?.GetValue<string>() != "PATCH" || message["sku"]?.GetValue<string>() is not { } sku || !state.Lists(sku)) return "90220";
        return ListingPatch.Apply(state, sku, message)["status"]!.GetValue<string>() == "ACCEPTED" ? null : "90000900";
    }

    private static bool IsFeed(byte[] document, string sellerId)
    {
        try
        {
            var feed = JsonNode.Parse(document) as JsonObject;
            return feed?["header"]?["sellerId"]?.GetValue<string>() == sellerId && feed["header"]?["version"]?.GetValue<string>() == "2.0"
                && feed["messages"] is JsonArray { Count: > 0 and <= MostMessages } messages && messages.DistinctBy(m => m?["messageId"]?.GetValue<int>()).Count() == messages.Count;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Who sends a token along gives it away, and is told so.</summary>
    private static async Task<IResult> PutAsync(HttpContext context, string id, AmazonFeeds feeds)
    {
        if (!Opens(context, id)) return Results.StatusCode(403);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return Results.StatusCode(feeds.Put(id, body.ToArray()) ? 200 : 403);
    }

    private static IResult Get(HttpContext context, string id, AmazonFeeds feeds)
    {
        if (!Opens(context, id) || feeds.Document(id) is not { } document) return Results.StatusCode(403);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(document);
        return Results.Bytes(packed.ToArray(), "application/octet-stream");
    }

    private static bool Opens(HttpContext context, string id) => context.Request.Query[Signature] == Sign(id) && !context.Request.Headers.ContainsKey("x-amz-access-token");

    private static string Address(HttpContext context, string id) =>
        $"{context.Request.Scheme}://{context.Request.Host}{Store.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal)}?{Signature}={Sign(id)}";

    private static string Sign(string id) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)));
}

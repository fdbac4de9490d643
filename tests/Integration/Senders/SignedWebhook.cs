using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CreatorFlow.Ingest.Instagram;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;
using Known = CreatorFlow.Contracts.Platforms;

namespace CreatorFlow.Tests.Integration.Senders;

/// <summary>A webhook as its platform would send it, signed by the simulator's code; Instagram's, which it does not play, by Ingest's own.</summary>
public sealed record SignedWebhook(string Platform, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const string AppKey = "abcdef";

    public static readonly string[] Platforms = [Known.Shopify, Known.TikTok, Known.Instagram, Known.Amazon, Known.Standard];

    /// <param name="platform">Whose.</param>
    /// <param name="id">The platform's delivery id, or in its place what makes the body unlike others.</param>
    /// <param name="secret">The current one of the first creator's connection when null.</param>
    /// <param name="at">When it was signed, where that is signed; now when null.</param>
    /// <param name="ending">Whitespace that makes it another body.</param>
    public static SignedWebhook Of(string platform, string id, string? secret = null, DateTimeOffset? at = null, string ending = "")
    {
        var body = BodyOf(platform, id) + ending;
        var signed = Sign(platform, id, body, secret ?? PlatformIngest.Secret(platform), at ?? TimeProvider.System.GetUtcNow());
        return new(platform, signed, Encoding.UTF8.GetBytes(body));
    }

    public SignedWebhook Without(string header) => this with { Headers = Headers.Where(h => h.Key != header).ToDictionary() };

    public HttpRequestMessage ToRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach (var (name, value) in Headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return request;
    }

    private static string BodyOf(string platform, string id) => platform switch
    {
        Known.Shopify => """{"inventory_item_id":808950810,"location_id":655441491,"available":6,"updated_at":"2025-04-02T11:30:19-05:00"}""",
        Known.TikTok => $$$"""{"type":5,"tts_notification_id":"{{{id}}}","shop_id":"7494049642642441621","timestamp":1644412885,"data":{"product_id":576486316948490000,"status":"PRODUCT_FIRST_PASS_REVIEW","update_time":1644412885}}""",
        Known.Instagram => $$$"""{"object":"instagram","entry":[{"id":"10210299214172187","time":1520383571,"changes":[{"field":"comments","value":{"id":"{{{id}}}"}}]}]}""",
        Known.Amazon => AmazonBody(id),
        _ => """{"type":"inventory.stock_updated","timestamp":"2026-11-21T10:00:00Z","data":{"sku":"TABLE","set":12}}""",
    };

    public static string AmazonBody(string id) =>
        $$$"""{"NotificationType":"LISTINGS_ITEM_MFN_QUANTITY_CHANGE","EventTime":"2021-02-03T18:59:30.194Z","Payload":{"SellerId":"A1","FulfillmentChannelCode":"DEFAULT","Sku":"NLS-SHOES-03","Quantity":99},"NotificationMetadata":{"NotificationId":"{{{id}}}"}}""";

    private static Dictionary<string, string> Sign(string platform, string id, string body, string secret, DateTimeOffset at) => platform switch
    {
        Known.Shopify => new()
        {
            ["X-Shopify-Topic"] = "inventory_levels/update", ["X-Shopify-Webhook-Id"] = id, ["X-Shopify-Shop-Domain"] = "demo.myshopify.com",
            ["X-Shopify-API-Version"] = "2026-01", [ShopifySignature.Header] = ShopifySignature.Of(secret, Encoding.UTF8.GetBytes(body)),
        },
        Known.TikTok => new() { ["Authorization"] = TikTokSignature.OfWebhook(AppKey, secret, body) },
        Known.Instagram => new() { [InstagramSignature.Header] = InstagramSignature.Sign(secret, Encoding.UTF8.GetBytes(body)) },
        Known.Amazon => new() { ["x-api-key"] = secret },
        _ => new()
        {
            [StandardSignature.IdHeader] = id, [StandardSignature.TimestampHeader] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [StandardSignature.Header] = StandardSignature.Of(secret, id, at.ToUnixTimeSeconds(), body),
        },
    };
}

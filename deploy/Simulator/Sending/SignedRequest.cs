using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.Standard;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Signs a webhook as its platform does.</summary>
internal static class SignedRequest
{
    public static HttpRequestMessage Of(Webhook webhook, SimulatedConnection connection, Uri gateway, DateTimeOffset now)
    {
        var body = Encoding.UTF8.GetBytes(webhook.Body);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, connection.WebhookPath))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        foreach (var (name, value) in webhook.Headers.Concat(Signature(webhook, connection, body, now)))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>How long the platform waits for an answer.</summary>
    public static TimeSpan Patience(SimulatedConnection connection) => connection.Platform switch
    {
        Platforms.TikTok => TimeSpan.FromSeconds(3),
        Platforms.Shopify or Platforms.Amazon => TimeSpan.FromSeconds(5),
        _ => TimeSpan.FromSeconds(15),
    };

    private static Dictionary<string, string> Signature(Webhook webhook, SimulatedConnection connection, byte[] body, DateTimeOffset now) =>
        connection.Platform switch
        {
            Platforms.Shopify => new() { [ShopifySignature.Header] = ShopifySignature.Of(connection.Secret, body) },
            Platforms.TikTok => new() { ["Authorization"] = TikTokSignature.OfWebhook(connection.AppKey ?? "", connection.Secret, webhook.Body) },
            Platforms.Amazon => new() { [connection.Settings?.GetValueOrDefault("secretHeader") ?? "x-api-key"] = connection.Secret },
            Platforms.Standard => Standard(webhook, connection, now.ToUnixTimeSeconds()),
            _ => [],
        };

    /// <summary>Made anew for each attempt: it covers the attempt's time.</summary>
    private static Dictionary<string, string> Standard(Webhook webhook, SimulatedConnection connection, long now) => new()
    {
        [StandardSignature.TimestampHeader] = now.ToString(CultureInfo.InvariantCulture),
        [StandardSignature.Header] =
            StandardSignature.Of(connection.Secret, webhook.Headers[StandardSignature.IdHeader], now, webhook.Body),
    };
}

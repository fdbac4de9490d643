using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Base64 of HMAC-SHA256 over the raw body, keyed by the app's client secret. It signs no time: replays are told by the delivery id.</summary>
/// <remarks>Source: shopify.dev/docs/apps/build/webhooks/verify-deliveries.</remarks>
internal static class ShopifySignature
{
    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (ShopifyHeaders.Signature(request) is not { } given) return SignatureVerdict.Missing;
        return Hmac.LiveSecrets(connection, request).Any(secret => Hmac.Same(given, Sign(secret, request.Body)))
            ? SignatureVerdict.Genuine
            : SignatureVerdict.Invalid;
    }

    public static string Sign(string secret, byte[] body) => Convert.ToBase64String(Hmac.Sign(Encoding.UTF8.GetBytes(secret), "", body));
}

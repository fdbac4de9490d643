using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Simulator.Shopify;

/// <summary>Rule: shopify.dev/docs/apps/build/webhooks/verify-deliveries.</summary>
internal static class ShopifySignature
{
    public const string Header = "X-Shopify-Hmac-Sha256";

    public static string Of(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}

using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Instagram;

/// <summary><c>sha256=</c> and lower-case hex of HMAC-SHA256 over the raw body, keyed by the app secret. It signs no time.</summary>
/// <remarks>Source: developers.facebook.com/docs/graph-api/webhooks/getting-started. Meta signs the body as it escaped it: it is
/// never written anew before it is checked.</remarks>
internal static class InstagramSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Scheme = "sha256=";

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (request.Header(Header) is not { } given) return SignatureVerdict.Missing;
        return Hmac.LiveSecrets(connection, request).Any(secret => Hmac.Same(given, Sign(secret, request.Body)))
            ? SignatureVerdict.Genuine
            : SignatureVerdict.Invalid;
    }

    public static string Sign(string secret, byte[] body) =>
        Scheme + Convert.ToHexStringLower(Hmac.Sign(Encoding.UTF8.GetBytes(secret), "", body));
}

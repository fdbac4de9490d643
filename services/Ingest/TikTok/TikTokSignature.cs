using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.TikTok;

/// <summary>Lower-case hex of HMAC-SHA256 over app key and raw body, keyed by the app secret, in <c>Authorization</c>. It signs no time.</summary>
/// <remarks>Source: partner.tiktokshop.com/docv2/page/tts-webhooks-overview.</remarks>
internal static class TikTokSignature
{
    /// <summary>The connection's setting that holds the app key.</summary>
    public const string AppKeySetting = "appKey";

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (request.Header("Authorization") is not { } given) return SignatureVerdict.Missing;
        if (!connection.Settings.TryGetValue(AppKeySetting, out var appKey)) return SignatureVerdict.Invalid;
        return Hmac.LiveSecrets(connection, request).Any(secret => Hmac.Same(given, Sign(appKey, secret, request.Body)))
            ? SignatureVerdict.Genuine
            : SignatureVerdict.Invalid;
    }

    public static string Sign(string appKey, string secret, byte[] body) =>
        Convert.ToHexStringLower(Hmac.Sign(Encoding.UTF8.GetBytes(secret), appKey, body));
}

using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Standard Webhooks 1.0.0: base64 HMAC-SHA256 over <c>id.timestamp.body</c>, any <c>v1</c> of a list counts.</summary>
/// <remarks>Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md.</remarks>
internal static class StandardSignature
{
    /// <summary>Either way. The specification leaves it open; every official library takes five minutes.</summary>
    private const long ToleranceSeconds = 300;

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (request.Header(StandardWebhook.IdHeader) is not { } id || request.Header(StandardWebhook.TimestampHeader) is not { } timestamp
            || request.Header(StandardWebhook.SignatureHeader) is not { } signatures) return SignatureVerdict.Missing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt)) return SignatureVerdict.Invalid;
        if (!Hmac.LiveSecrets(connection, request).Any(secret => Matches(signatures, secret, id, timestamp, request.Body))) return SignatureVerdict.Invalid;
        // After the signature, so that only a genuine sender learns of our clock.
        var now = request.ReceivedAt.ToUnixTimeSeconds();
        return signedAt >= now - ToleranceSeconds && signedAt <= now + ToleranceSeconds ? SignatureVerdict.Genuine : SignatureVerdict.OutOfTolerance;
    }

    private static bool Matches(string signatures, string secret, string id, string timestamp, byte[] body)
    {
        if (StandardWebhook.Sign(secret, id, timestamp, body) is not { } expected) return false;
        var matches = false;
        foreach (var entry in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)) matches |= Hmac.Same(entry, expected);
        return matches;
    }
}

using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Standard Webhooks 1.0.0: base64 HMAC-SHA256 over <c>id.timestamp.body</c>, any <c>v1</c> of a list counts.</summary>
/// <remarks>Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md.</remarks>
internal static class StandardSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Either way. The specification leaves it open; every official library takes five minutes.</summary>
    private const long ToleranceSeconds = 300;

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (request.Header(IdHeader) is not { } id || request.Header(TimestampHeader) is not { } timestamp
            || request.Header(SignatureHeader) is not { } signatures) return SignatureVerdict.Missing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt)) return SignatureVerdict.Invalid;
        if (!Hmac.LiveSecrets(connection, request).Any(secret => Matches(signatures, secret, id, timestamp, request.Body))) return SignatureVerdict.Invalid;
        // After the signature, so that only a genuine sender learns of our clock.
        var now = request.ReceivedAt.ToUnixTimeSeconds();
        return signedAt >= now - ToleranceSeconds && signedAt <= now + ToleranceSeconds ? SignatureVerdict.Genuine : SignatureVerdict.OutOfTolerance;
    }

    /// <returns>One entry of the header, <c>v1,…</c>; null when the secret is no base64.</returns>
    public static string? Sign(string secret, string id, string timestamp, byte[] body) =>
        Key(secret) is { } key ? Version + Convert.ToBase64String(Hmac.Sign(key, $"{id}.{timestamp}.", body)) : null;

    private static bool Matches(string signatures, string secret, string id, string timestamp, byte[] body)
    {
        if (Sign(secret, id, timestamp, body) is not { } expected) return false;
        var matches = false;
        foreach (var entry in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries)) matches |= Hmac.Same(entry, expected);
        return matches;
    }

    /// <summary>The prefix may be missing, and so may the padding: some senders cut both off.</summary>
    private static byte[]? Key(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var key = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, key, out var length) && length > 0 ? key[..length] : null;
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Hosting.Security;

/// <summary>How Standard Webhooks 1.0.0 are signed: base64 HMAC-SHA256 over <c>id.timestamp.body</c>; alerts and what the agent sends are signed by it, Ingest verifies by it.</summary>
/// <remarks>Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md. Thread-safe.</remarks>
public static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>Signs a body.</summary>
    /// <param name="secret">Base64, with or without <c>whsec_</c>.</param>
    /// <param name="id">The delivery's.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="body">The bytes as they are sent.</param>
    /// <returns>One entry of the header, <c>v1,…</c>; null when the secret is no base64.</returns>
    public static string? Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (Key(secret) is not { } key) return null;
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return Version + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    /// <summary>How many bytes a secret's key has; 0 when it is no base64.</summary>
    public static int KeyLength(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Key(secret)?.Length ?? 0;
    }

    /// <summary>A post of a JSON body, signed now by each of the secrets.</summary>
    /// <param name="address">Where it goes.</param>
    /// <param name="id">The message's: the same each time it is sent.</param>
    /// <param name="body">The bytes as they are sent.</param>
    /// <param name="secrets">The current one, and while it is rotated the one before it.</param>
    /// <param name="now">When it is sent.</param>
    public static HttpRequestMessage Request(Uri address, string id, byte[] body, IEnumerable<string> secrets, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(IdHeader, id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, string.Join(' ', secrets.Select(secret => Sign(secret, id, timestamp, body))));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CreatorFlow", null));
        return request;
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

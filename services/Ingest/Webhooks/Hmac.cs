using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>HMAC-SHA256 over raw bytes, and comparison in constant time.</summary>
internal static class Hmac
{
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>The signature of <paramref name="prefix"/> followed by <paramref name="body"/>.</summary>
    public static byte[] Sign(byte[] key, string prefix, ReadOnlySpan<byte> body)
    {
        if (prefix.Length == 0) return HMACSHA256.HashData(key, body);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(prefix));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    public static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    /// <summary>The secrets that count when the request came. An empty one never does: anybody can sign with it.</summary>
    public static IEnumerable<string> LiveSecrets(Connection connection, WebhookRequest request) =>
        connection.Secrets.Live(request.ReceivedAt).Where(secret => secret.Length > 0);
}

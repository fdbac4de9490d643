using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Signs as a sender of Standard Webhooks does, by whatever secret.</summary>
internal static class Signatures
{
    /// <param name="secret">With its prefix; other text signs as it is.</param>
    /// <param name="id">Of the webhook.</param>
    /// <param name="body">Every byte of it.</param>
    /// <param name="from">Now, when it is said to be signed at.</param>
    /// <returns>Lines of a header.</returns>
    public static string[] Standard(string secret, string id, byte[] body, TimeSpan from = default)
    {
        var at = DateTimeOffset.UtcNow.Add(from).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = secret.StartsWith("whsec_", StringComparison.Ordinal) ? Convert.FromBase64String(secret["whsec_".Length..]) : Encoding.UTF8.GetBytes(secret);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body]));
        return [$"webhook-id: {id}", $"webhook-timestamp: {at}", $"webhook-signature: v1,{signature}"];
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Simulator.Standard;

/// <summary>Standard Webhooks 1.0.0, symmetric.</summary>
internal static class StandardSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string Header = "webhook-signature";
    private const string SecretPrefix = "whsec_";

    /// <param name="secret"><c>whsec_</c> and base64 of the key.</param>
    /// <param name="id">The same for every attempt.</param>
    /// <param name="attemptedAt">Unix seconds of this attempt.</param>
    /// <param name="body">What is sent.</param>
    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static string Of(string secret, string id, long attemptedAt, string body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
        var content = string.Create(CultureInfo.InvariantCulture, $"{id}.{attemptedAt}.{body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)))}";
    }
}

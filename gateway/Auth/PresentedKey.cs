using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Gateway.Auth;

/// <summary>The API key as a request shows it.</summary>
internal static class PresentedKey
{
    public const string Header = "X-API-Key";
    private const string Scheme = "Bearer ";
    private const string Prefix = "cf_";
    private const int MaxLength = 256;

    /// <summary>SHA-256 of the key in lower-case hex; "" for a key that cannot be one of ours; null when none was shown.</summary>
    public static string? Hash(IHeaderDictionary headers) => Read(headers) switch
    {
        null => null,
        { Length: <= MaxLength } key when key.StartsWith(Prefix, StringComparison.Ordinal) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
        _ => "",
    };

    private static string? Read(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        if (authorization.Length > 0)
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        return headers.TryGetValue(Header, out var key) ? key.ToString() : null;
    }
}

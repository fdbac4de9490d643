using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Gateway.Auth;

/// <summary>The API key or access token as a request shows it.</summary>
internal static class PresentedKey
{
    public const string Header = "X-API-Key";
    private const string Scheme = "Bearer ";
    private const string Prefix = "cf_";
    private const int MaxLength = 256;

    /// <summary>What was shown; "" for another scheme; null when nothing was.</summary>
    public static string? Read(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        if (authorization.Length > 0)
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        return headers.TryGetValue(Header, out var key) ? key.ToString() : null;
    }

    public static bool IsKey(string shown) => shown.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>By the key's hash; null for what cannot be one of ours.</summary>
    public static KeyQuestion? Question(string key) =>
        IsKey(key) && key.Length <= MaxLength ? new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), null) : null;
}

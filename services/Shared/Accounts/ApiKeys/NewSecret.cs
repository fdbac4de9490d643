using System.Buffers.Text;
using System.Security.Cryptography;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>Secrets that are told once and kept as hashes.</summary>
public static class NewSecret
{
    /// <summary>What every API key begins with.</summary>
    public const string KeyPrefix = "cf_";

    private const int RandomBytes = 32;

    /// <summary>An API key of 256 random bits.</summary>
    public static string Key() => KeyPrefix + Token();

    /// <summary>256 random bits that fit into an address: 43 characters of base64url.</summary>
    public static string Token() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}

using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Accounts.Connections;

/// <summary>How a secret is spoken of without being told.</summary>
public static class SecretId
{
    private const int IdBytes = 4;
    private const int HintLength = 4;
    private const int LongEnough = 24;

    /// <summary>The same for the same secret of the same connection: 8 hex digits, too few to find the secret by.</summary>
    public static string Of(string connectionId, string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{connectionId}\n{secret}")).AsSpan(0, IdBytes));

    /// <summary>The last characters, for a person to compare; null where they would be too much of the whole.</summary>
    public static string? Hint(string secret) => secret.Length >= LongEnough ? $"…{secret[^HintLength..]}" : null;
}

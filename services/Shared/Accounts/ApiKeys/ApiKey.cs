using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>Whom a key speaks for and what it may do.</summary>
/// <param name="Id">The key's public id.</param>
/// <param name="CreatorId">The one creator whose data it opens.</param>
/// <param name="Scopes">Of <see cref="ApiKeyScopes"/>.</param>
public sealed record ApiKey(string Id, string CreatorId, IReadOnlyList<string> Scopes)
{
    /// <summary>SHA-256 of the key. A key holds 256 random bits, so a slow password hash would add nothing.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

/// <summary>What a key may do.</summary>
public static class ApiKeyScopes
{
    /// <summary>Everything of its creator.</summary>
    public const string Owner = "owner";

    /// <summary>Reads of its creator.</summary>
    public const string Read = "read";

    /// <summary>Operators' addresses beside reads.</summary>
    public const string Ops = "ops";
}

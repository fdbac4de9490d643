using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>Whom a key speaks for and what it may do.</summary>
/// <param name="Id">The key's public id.</param>
/// <param name="CreatorId">The one creator whose data it opens.</param>
/// <param name="Scopes">Of <see cref="Roles"/>; a key made through the API has one.</param>
public sealed record ApiKey(string Id, string CreatorId, IReadOnlyList<string> Scopes)
{
    /// <summary>What its owner calls it; null where it was not read.</summary>
    public string? Name { get; init; }

    /// <summary>From when on it opens nothing; null: it lasts until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute or so; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>SHA-256 of the key. A key holds 256 random bits, so a slow password hash would add nothing.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

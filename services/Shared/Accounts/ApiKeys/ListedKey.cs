namespace CreatorFlow.Accounts.ApiKeys;

/// <summary>A key without itself. All times are UTC.</summary>
/// <param name="Id">Public.</param>
/// <param name="Scopes">Of <see cref="Hosting.Security.Roles"/>.</param>
/// <param name="Name">Its owner's name for it.</param>
/// <param name="CreatedAt">Since when it opens.</param>
/// <param name="ExpiresAt">Until when; null: until it is revoked.</param>
/// <param name="LastUsedAt">To the minute or so; null: never.</param>
/// <param name="RevokedAt">Null: it was not.</param>
/// <param name="CreatedBy">The id of the key that made it; null for one of the set-up.</param>
/// <param name="Replaces">The id of the key that it was rotated from.</param>
public sealed record ListedKey(string Id, IReadOnlyList<string> Scopes, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt, string? CreatedBy, string? Replaces);

/// <summary>A key as it is told once.</summary>
/// <param name="Id">Public.</param>
/// <param name="Key">The secret.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; null: until it is revoked.</param>
public sealed record IssuedKey(string Id, string Key, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>The secret never prints.</summary>
    public override string ToString() => Id;
}

/// <summary>What became of the wish to end a key.</summary>
public enum KeyRevocation
{
    /// <summary>It opens nothing from now on.</summary>
    Revoked,

    /// <summary>The creator has no such key, or it was revoked before.</summary>
    NotFound,

    /// <summary>No other owner's key lasts as long: without it nobody could make another.</summary>
    LastOwner,
}

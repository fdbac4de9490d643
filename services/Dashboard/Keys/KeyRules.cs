using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;

namespace CreatorFlow.Dashboard.Keys;

/// <summary>A key as an owner wishes for it; without an expiry it lasts until it is revoked.</summary>
internal sealed record WantedKey(string? Name, string? Role, DateTimeOffset? ExpiresAt);

/// <summary>A rotation.</summary>
/// <param name="GraceMinutes">How long the key that is replaced still opens; absent: until it is revoked, or its successor is rotated.</param>
/// <param name="ExpiresAt">When the new key ends; absent: when it is revoked.</param>
internal sealed record WantedRotation(int? GraceMinutes, DateTimeOffset? ExpiresAt);

/// <summary>A key in a list, without itself.</summary>
internal sealed record ShownKey(string Id, string Name, string? Role, string Status, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, string? Replaces)
{
    public static ShownKey Of(ListedKey key, DateTimeOffset now) => new(key.Id, key.Name, Roles.Strongest(key.Scopes),
        key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "live", key.CreatedAt, key.CreatedBy, key.LastUsedAt, key.ExpiresAt, key.RevokedAt, key.Replaces);
}

/// <summary>Which wishes for keys are granted.</summary>
internal static class KeyRules
{
    private const int LongestName = 100;
    private const int MostGraceMinutes = 30 * 24 * 60;

    /// <returns>Null when the wish can be granted.</returns>
    public static IResult? Refuse(WantedKey wanted, DateTimeOffset now) =>
        !IsLabel(wanted.Name) ? Problem.Of(400, "key.name_invalid", "The name cannot be used.", $"name is 1 to {LongestName} characters.")
        : !Roles.All.Contains(wanted.Role ?? "", StringComparer.Ordinal) ? Problem.Of(400, "key.role_invalid", "There is no such role.", $"role must be one of {string.Join(", ", Roles.All)}.")
        : Past(wanted.ExpiresAt, now);

    /// <returns>Null when the wish can be granted.</returns>
    public static IResult? Refuse(WantedRotation wanted, DateTimeOffset now) =>
        wanted.GraceMinutes is < 0 or > MostGraceMinutes ? Problem.Of(400, "grace.invalid", "The time is not one a key can stay for.", $"graceMinutes must be 0 to {MostGraceMinutes}.")
        : Past(wanted.ExpiresAt, now);

    /// <summary>What a person calls something: shown to people, so it has no control characters.</summary>
    public static bool IsLabel(string? text) => !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= LongestName && !text.Any(char.IsControl);

    private static IResult? Past(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        expiresAt <= now ? Problem.Of(400, "expiry.invalid", "The expiry cannot be used.", "expiresAt must be in the future.") : null;
}

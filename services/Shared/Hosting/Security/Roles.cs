namespace CreatorFlow.Hosting.Security;

/// <summary>What a caller is to its creator: the scopes that an API key can have.</summary>
public static class Roles
{
    /// <summary>Everything of its creator.</summary>
    public const string Owner = "owner";

    /// <summary>Everything but keys, webhook secrets and people.</summary>
    public const string Staff = "staff";

    /// <summary>Reads of its creator.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>The platform's own condition, and nothing of its creator's goods.</summary>
    public const string Ops = "ops";

    /// <summary><see cref="ReadOnly"/> as keys of the first releases have it.</summary>
    public const string Read = "read";

    /// <summary>The roles that a key can be made with, the strongest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Owner, Staff, ReadOnly, Ops];

    /// <summary>The name of today.</summary>
    public static string Current(string scope) => scope == Read ? ReadOnly : scope;

    /// <summary>The strongest role among scopes, or null when none is one.</summary>
    public static string? Strongest(IEnumerable<string> scopes)
    {
        var current = scopes.Select(Current).ToHashSet(StringComparer.Ordinal);
        return All.FirstOrDefault(current.Contains);
    }
}

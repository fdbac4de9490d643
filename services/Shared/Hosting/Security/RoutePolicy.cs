namespace CreatorFlow.Hosting.Security;

/// <summary>Which role may do what: asked by the gateway with a request's path, and again by the service with its route's pattern.</summary>
/// <remarks>Pure; thread-safe.</remarks>
public static class RoutePolicy
{
    /// <summary>Only what it reads: nothing may be written with this role.</summary>
    public const string OnlyReads = "access.read_only";

    /// <summary>Keys, webhook secrets and people are the owner's.</summary>
    public const string OnlyOwners = "access.owner_only";

    /// <summary>The role opens the operators' addresses and nothing else.</summary>
    public const string OnlyOps = "access.ops_only";

    /// <summary>The operators' addresses are not open to this role.</summary>
    public const string NotOps = "access.not_ops";

    /// <summary>None of the key's scopes is a role.</summary>
    public const string NoRole = "access.no_role";

    private enum Area
    {
        Self,
        Data,
        Owners,
        OwnersToChange,
        Operators,
        Platform,
    }

    /// <summary>Why a caller may not do something.</summary>
    /// <param name="scopes">The caller's; what one of them allows is allowed.</param>
    /// <param name="method">HTTP's.</param>
    /// <param name="path">A request's path or a route's pattern.</param>
    /// <returns>A stable code, that of the strongest role; null when it may.</returns>
    public static string? Refusal(IReadOnlyList<string> scopes, string method, string path)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(path);
        var area = AreaOf(path);
        var reads = method is "GET" or "HEAD";
        string? refusal = null;
        foreach (var role in Roles.All)
        {
            if (!Has(scopes, role)) continue;
            if (Refusal(role, reads, area) is not { } code) return null;
            refusal ??= code;
        }
        return Roles.Strongest(scopes) is null ? NoRole : refusal;
    }

    private static string? Refusal(string role, bool reads, Area area) => (role, area) switch
    {
        (Roles.Ops, Area.Operators or Area.Platform) => null,
        (_, Area.Platform) => NotOps,
        (Roles.Owner, _) or (_, Area.Self) when reads || role == Roles.Owner => null,
        (Roles.Ops, _) => OnlyOps,
        (Roles.ReadOnly, _) when !reads => OnlyReads,
        (Roles.Staff, Area.OwnersToChange) when reads => null,
        (_, Area.Owners or Area.OwnersToChange) => OnlyOwners,
        (Roles.ReadOnly, Area.Operators) => NotOps,
        _ => null,
    };

    private static bool Has(IReadOnlyList<string> scopes, string role)
    {
        foreach (var scope in scopes)
            if (Roles.Current(scope) == role) return true;
        return false;
    }

    private static Area AreaOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var named = parts is [var api, _, ..] && Is(api, "api") ? parts[2..] : parts;
        return named switch
        {
            [var me] when Is(me, "me") => Area.Self,
            [var root, ..] when Is(root, "keys") || Is(root, "people") => Area.Owners,
            [var root, ..] when Is(root, "alert-webhooks") => Area.OwnersToChange,
            [var root, _, var facet, ..] when Is(root, "connections") && Is(facet, "secrets") => Area.Owners,
            [var root, ..] when Is(root, "traces") => Area.Operators,
            // Of the platform as a whole, and so of no creator.
            [var root, ..] when Is(root, "ops") || Is(root, "metrics") => Area.Platform,
            _ => Area.Data,
        };
    }

    // Routing takes either case.
    private static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);
}

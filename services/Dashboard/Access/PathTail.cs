using Microsoft.AspNetCore.Http.Features;

namespace CreatorFlow.Dashboard.Access;

/// <summary>What of an aggregate a path asks for.</summary>
internal enum Facet
{
    Itself,
    History,
    Explanation,
    Settings,
}

/// <summary>
/// The rest of a path as its sender meant it. A SKU may hold any character; the decoded path cannot tell an escaped slash
/// (<c>%2F</c>, part of the SKU) from one that divides the path, nor <c>%252F</c> from <c>%2F</c>, so this reads the original.
/// </summary>
/// <param name="Id">Decoded once.</param>
/// <param name="Facet">By what a dividing slash was followed.</param>
internal readonly record struct PathTail(string Id, Facet Facet)
{
    private static readonly (string Ending, Facet Facet)[] Facets = [("/events", Facet.History), ("/explain", Facet.Explanation), ("/settings", Facet.Settings)];

    /// <param name="request">The request.</param>
    /// <param name="root">The path before the id, with a slash at its end.</param>
    public static PathTail Of(HttpRequest request, string root)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        return path.StartsWith(root, StringComparison.Ordinal)
            ? Split(path[root.Length..], Uri.UnescapeDataString)
            : Split(Decoded(request, root), text => text);
    }

    /// <summary>As routing saw it; counts where the original is not in plain form.</summary>
    private static string Decoded(HttpRequest request, string root) =>
        request.Path.Value is { } path && path.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? path[root.Length..] : "";

    private static PathTail Split(string rest, Func<string, string> decode)
    {
        foreach (var (ending, facet) in Facets)
            if (rest.EndsWith(ending, StringComparison.Ordinal) && rest.Length > ending.Length)
                return new(decode(rest[..^ending.Length]), facet);
        return new(decode(rest), Facet.Itself);
    }
}

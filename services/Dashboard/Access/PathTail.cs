using Microsoft.AspNetCore.Http.Features;

namespace CreatorFlow.Dashboard.Access;

/// <summary>
/// The rest of a path as its sender meant it. A SKU may hold any character; the decoded path cannot tell an escaped slash
/// (<c>%2F</c>, part of the SKU) from one that divides the path, nor <c>%252F</c> from <c>%2F</c>, so this reads the original.
/// </summary>
/// <param name="Id">Decoded once.</param>
/// <param name="IsHistory">Whether a dividing <c>/events</c> followed.</param>
internal readonly record struct PathTail(string Id, bool IsHistory)
{
    private const string Events = "/events";

    /// <param name="request">The request.</param>
    /// <param name="root">The path before the id, with a slash at its end.</param>
    /// <param name="decoded">The rest as routing saw it; counts where the original is not in plain form.</param>
    public static PathTail Of(HttpRequest request, string root, string decoded)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        return path.StartsWith(root, StringComparison.Ordinal)
            ? Split(path[root.Length..], Uri.UnescapeDataString)
            : Split(decoded, text => text);
    }

    private static PathTail Split(string rest, Func<string, string> decode) => rest.EndsWith(Events, StringComparison.Ordinal) && rest.Length > Events.Length
        ? new(decode(rest[..^Events.Length]), IsHistory: true)
        : new(decode(rest), IsHistory: false);
}

using System.Collections.Frozen;
using System.Diagnostics;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>
/// What may leave the process with a span, to a collector as to our own store: names without anybody's data in them. No queries, no bodies, no
/// statements, no addresses of people, no names of browsers or hosts that a caller wrote. Thread-safe.
/// </summary>
internal static class Discretion
{
    private const string Path = "url.path";

    /// <summary>A share link's token, which is a secret, comes behind it.</summary>
    private const string Link = "/shared/";

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "http.request.method", "http.route", "http.response.status_code", "http.request.resend_count", "server.address", "error.type", "network.protocol.version",
        "db.system", "db.system.name", "db.operation.name", "messaging.system", "messaging.destination.name", "messaging.batch.message_count",
    ], StringComparer.Ordinal);

    /// <summary>Takes off an ended span what may not leave. Its events, which are exceptions with their text, are left out by whoever exports.</summary>
    public static void Apply(Activity span)
    {
        foreach (var name in span.TagObjects.Select(t => t.Key).Where(name => !IsKept(span, name)).ToList()) span.SetTag(name, null);
        if (span.GetTagItem(Path) is string path && path.IndexOf(Link, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) span.SetTag(Path, path[..(at + Link.Length)] + "*");
        // The description is an exception's message.
        span.SetStatus(span.Status);
    }

    // The address of a request that was refused, or that nobody looked at, is whatever a stranger wrote; its route still tells what was asked for. So is the host that a request names.
    private static bool IsKept(Activity span, string tag) => tag switch
    {
        Path => span.GetTagItem("http.response.status_code") is not >= 400,
        "server.address" => span.Kind != ActivityKind.Server,
        _ => Allowed.Contains(tag) || tag.StartsWith("creatorflow.", StringComparison.Ordinal),
    };
}

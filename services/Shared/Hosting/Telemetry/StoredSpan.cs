using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>A span as the store keeps it.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">The span that it is part of, which may be another service's; null at the beginning.</param>
/// <param name="Service">Which service made it.</param>
/// <param name="Name">What was done.</param>
/// <param name="Kind">OpenTelemetry's: <c>server</c>, <c>client</c>, <c>producer</c>, <c>consumer</c> or <c>internal</c>.</param>
/// <param name="StartedAt">Microseconds since 1970, UTC, by the clock of the service.</param>
/// <param name="Micros">How long it lasted.</param>
/// <param name="Failed">Whether it ended with an error.</param>
/// <param name="Tags">Of <see cref="Allowed"/> alone, and the path of what was answered.</param>
public sealed record StoredSpan(string SpanId, string? ParentId, string Service, string Name, string Kind, long StartedAt, long Micros, bool Failed, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The creator whose trace it is.</summary>
    public const string Creator = "creatorflow.creator";

    /// <summary>The delivery that began it.</summary>
    public const string Delivery = "creatorflow.delivery";

    /// <summary>Who did it, where that was no service of ours: shown in the service's place.</summary>
    public const string By = "creatorflow.by";

    /// <summary>What went wrong, as a stable code: a span that begins with it is recorded however many there are.</summary>
    public const string Failure = "creatorflow.failure";

    private const string Path = "url.path";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    // Names without anybody's data in them: no queries, no bodies, no addresses of people.
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "http.request.method", "http.route", "http.response.status_code", "http.request.resend_count", "server.address", "error.type", "network.protocol.version",
        "db.system", "db.system.name", "db.operation.name", "messaging.system", "messaging.destination.name", "messaging.batch.message_count",
    ], StringComparer.Ordinal);

    internal static StoredSpan Of(Activity span, string service) => new(
        span.SpanId.ToHexString(), span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(), span.GetTagItem(By) as string ?? service, span.DisplayName, span.Kind.ToString().ToLowerInvariant(),
        (span.StartTimeUtc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, span.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
        span.Status == ActivityStatusCode.Error, span.TagObjects.Where(t => t.Value is not null && IsKept(span, t.Key))
            .ToDictionary(t => t.Key, t => Convert.ToString(t.Value, CultureInfo.InvariantCulture)!, StringComparer.Ordinal));

    // The address of a request that was refused, or that nobody looked at, is whatever a stranger wrote; its route still tells what was asked for.
    private static bool IsKept(Activity span, string tag) => tag == Path
        ? span.GetTagItem("http.response.status_code") is not >= 400
        : Allowed.Contains(tag) || tag.StartsWith("creatorflow.", StringComparison.Ordinal);

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static StoredSpan? Read(string json) => JsonSerializer.Deserialize<StoredSpan>(json, Json);
}

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
/// <param name="Tags">What <see cref="Discretion"/> left of them.</param>
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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static StoredSpan Of(Activity span, string service) => new(
        span.SpanId.ToHexString(), span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(), span.GetTagItem(By) as string ?? service, span.DisplayName, span.Kind.ToString().ToLowerInvariant(),
        (span.StartTimeUtc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, span.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
        span.Status == ActivityStatusCode.Error, span.TagObjects.Where(t => t.Value is not null)
            .ToDictionary(t => t.Key, t => Convert.ToString(t.Value, CultureInfo.InvariantCulture)!, StringComparer.Ordinal));

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static StoredSpan? Read(string json) => JsonSerializer.Deserialize<StoredSpan>(json, Json);
}

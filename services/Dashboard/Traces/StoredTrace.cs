using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Dashboard.Traces;

/// <summary>A trace as far as it is stored. Immutable.</summary>
internal sealed class StoredTrace(string id, IReadOnlyList<StoredSpan> spans)
{
    private const double MicrosPerMs = 1_000;

    private readonly List<StoredSpan> ordered = [.. spans.OrderBy(s => s.StartedAt).ThenByDescending(s => s.Micros)];

    public long StartedAt => ordered is [var first, ..] ? first.StartedAt : 0;

    /// <summary>It failed somewhere, or took longer from its beginning to its end than a span may.</summary>
    public bool IsRemarkable(int slowMs) => ordered.Exists(s => s.Failed) || DurationMs > slowMs;

    private double DurationMs => ordered.Count == 0 ? 0 : (ordered.Max(s => s.StartedAt + s.Micros) - StartedAt) / MicrosPerMs;

    public bool IsStored => ordered.Count > 0;

    /// <summary>Whose it is; null when no span says so.</summary>
    public string? Creator => ordered.Select(s => s.Tags.GetValueOrDefault(StoredSpan.Creator)).FirstOrDefault(c => c is not null);

    public TraceShown Summary() => new(id, ordered[0].Name, At(StartedAt), DurationMs, ordered.Count, ordered.Exists(s => s.Failed),
        [.. ordered.Select(s => s.Service).Distinct()], ordered.Select(s => s.Tags.GetValueOrDefault(StoredSpan.Delivery)).FirstOrDefault(d => d is not null));

    public TraceDetail Detail() => new(id, At(StartedAt), DurationMs,
        [.. ordered.Select(s => new SpanShown(s.SpanId, s.ParentId, s.Service, s.Name, s.Kind, (s.StartedAt - StartedAt) / MicrosPerMs, s.Micros / MicrosPerMs, s.Failed, s.Tags))]);

    private static DateTimeOffset At(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}

/// <summary>A trace in a list.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="Name">Of its first span.</param>
/// <param name="StartedAt">When that began.</param>
/// <param name="DurationMs">To the end of its last span, in milliseconds.</param>
/// <param name="Spans">How many are stored.</param>
/// <param name="Failed">Whether one of them failed.</param>
/// <param name="Services">That took part, in the order they did.</param>
/// <param name="DeliveryId">What it brought; null for a trace without a delivery.</param>
internal sealed record TraceShown(string TraceId, string Name, DateTimeOffset StartedAt, double DurationMs, int Spans, bool Failed, IReadOnlyList<string> Services, string? DeliveryId);

/// <summary>Traces, the newest first.</summary>
internal sealed record TracesShown(IReadOnlyList<TraceShown> Traces);

/// <summary>A trace with its spans in the order they began.</summary>
internal sealed record TraceDetail(string TraceId, DateTimeOffset StartedAt, double DurationMs, IReadOnlyList<SpanShown> Spans);

/// <summary>A span; times in milliseconds, <paramref name="OffsetMs"/> from the trace's beginning.</summary>
internal sealed record SpanShown(string SpanId, string? ParentId, string Service, string Name, string Kind, double OffsetMs, double DurationMs, bool Failed, IReadOnlyDictionary<string, string> Tags);

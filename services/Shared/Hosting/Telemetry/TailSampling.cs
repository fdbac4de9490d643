using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>
/// Hands on the spans of traces that were chosen at their beginning, and of those that failed or were slow on the way: the last
/// spans of all others are remembered for that, here and in the other services, which tell each other which trace to keep. None is handed on without <see cref="Discretion"/>.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TailSampling(BaseProcessor<Activity> kept, TracingOptions options, TimeProvider clock) : BaseProcessor<Activity>
{
    /// <summary>Traces kept late in a second: a broken platform breaks everything, and a hundred examples say it.</summary>
    private const int LatePerSecond = 50;

    private const string Remarkable = "remarkable";

    private static readonly TimeSpan Open = TimeSpan.FromMinutes(1);
    private readonly Activity?[] remembered = new Activity?[options.Remembered];
    private readonly ConcurrentDictionary<ActivityTraceId, DateTimeOffset> late = new();
    private readonly SecondBudget lateBudget = new(LatePerSecond, clock);
    private long position = -1;

    /// <summary>Told of each trace that this process keeps late, for the other services.</summary>
    public Action<string>? Keeping { get; set; }

    public override void OnEnd(Activity data)
    {
        if (data.Recorded || late.ContainsKey(data.TraceId)) HandOn(data);
        else if (IsRemarkable(data, options) && lateBudget.Takes())
        {
            Keeping?.Invoke(data.TraceId.ToHexString());
            HandOn(data);
            Keep(data.TraceId);
        }
        else if (remembered.Length > 0) Volatile.Write(ref remembered[(int)(Interlocked.Increment(ref position) % remembered.Length)], data);
    }

    /// <summary>Another service keeps a trace: so does this one.</summary>
    public void Keep(ActivityTraceId trace)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, since) in late)
            if (now - since > Open) late.TryRemove(old, out _);
        if (!late.TryAdd(trace, now)) return;
        for (var i = 0; i < remembered.Length; i++)
            if (Volatile.Read(ref remembered[i]) is { } span && span.TraceId == trace && Interlocked.CompareExchange(ref remembered[i], null, span) == span) HandOn(span);
    }

    /// <summary>Whether a span says that something is wrong or slow. An answer of the kind 4xx is the caller's affair.</summary>
    public static bool IsRemarkable(Activity span, TracingOptions options) =>
        (span.Status == ActivityStatusCode.Error && !IsCallersFault(span)) || (span.Duration.TotalMilliseconds > options.SlowMs && !IsStream(span));

    /// <summary>Whether a span that was handed on is one by which its trace is kept.</summary>
    public static bool IsRemarkable(Activity handedOn) => handedOn.GetCustomProperty(Remarkable) is not null;

    protected override bool OnForceFlush(int timeoutMilliseconds) => kept.ForceFlush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => kept.Shutdown(timeoutMilliseconds);

    protected override void Dispose(bool disposing)
    {
        if (disposing) kept.Dispose();
        base.Dispose(disposing);
    }

    private void HandOn(Activity span)
    {
        if (IsRemarkable(span, options)) span.SetCustomProperty(Remarkable, Remarkable); // which what is left of it may not tell
        Discretion.Apply(span);
        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded; // exporters leave out what is not
        kept.OnEnd(span);
    }

    private static bool IsCallersFault(Activity span) => span.GetTagItem("http.response.status_code") is int and >= 400 and < 500;

    /// <summary>A live stream lasts as long as somebody looks.</summary>
    private static bool IsStream(Activity span) => PathOf(span) is { } path && (path.EndsWith("/stream", StringComparison.Ordinal) || path.EndsWith("/ws", StringComparison.Ordinal));

    private static string? PathOf(Activity span) => span.GetTagItem("url.path") as string ?? (span.GetTagItem("url.full") is string address && Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.AbsolutePath : null);
}

using System.Diagnostics;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Reads W3C trace parents (<c>00-trace-span-flags</c>). Pure.</summary>
public static class TraceParents
{
    /// <summary>The trace parent where its trace was chosen to be kept, null otherwise.</summary>
    public static string? Kept(string? traceParent) => ActivityContext.TryParse(traceParent, null, out var context) && context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? traceParent : null;

    /// <summary>The trace's 32 hexadecimal digits; null when it names none.</summary>
    public static string? IdOf(string? traceParent) => ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId.ToHexString() : null;
}

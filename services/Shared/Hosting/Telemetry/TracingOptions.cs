using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>Which traces are kept, and how many. Used by every service.</summary>
public sealed class TracingOptions
{
    public const string Section = "Tracing";

    /// <summary>Traces a second that this process begins and keeps from their start; the others are kept only when something in them fails or is slow. The default is 20.</summary>
    [Range(0, 100_000)] public int PerSecond { get; init; } = 20;

    /// <summary>Traces a second that this process records beside those, to keep them after all when they fail or are slow. The default is 500.</summary>
    [Range(0, 1_000_000)] public int RecordedPerSecond { get; init; } = 500;

    /// <summary>A span that lasts longer has its trace kept, in milliseconds. The default is 1,000.</summary>
    [Range(1, 600_000)] public int SlowMs { get; init; } = 1_000;

    /// <summary>Finished spans of traces not kept that this process remembers, in case one of them turns out slow or failed. The default is 2,048.</summary>
    [Range(0, 1_000_000)] public int Remembered { get; init; } = 2_048;

    /// <summary>False where strangers call: what a caller says about keeping its trace counts for nothing then. The default is true.</summary>
    public bool TrustsCallers { get; set; } = true;

    /// <summary>Without a collector: traces in the store, the oldest leave. The default is 2,000, and as many again that failed or were slow.</summary>
    [Range(10, 100_000)] public int Stored { get; init; } = 2_000;

    /// <summary>Without a collector: spans of one trace in the store. The default is 200.</summary>
    [Range(10, 10_000)] public int SpansOfTrace { get; init; } = 200;

    /// <summary>Without a collector: minutes that a trace is stored after its last span. The default is a day.</summary>
    [Range(1, 100_000)] public int StoredMinutes { get; init; } = 24 * 60;
}

using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>
/// Decides a trace at its beginning: so many a second are kept whole, and the decision travels with them. All others are recorded,
/// to be kept after all when they fail or are slow (<see cref="TailSampling"/>). What no request, message or step of ours began,
/// such as a query of a timer, is no trace.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TraceSampler(TracingOptions options, TimeProvider clock) : Sampler
{
    private long second;
    private int begun;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        var known = parent.TraceId != default && (options.TrustsCallers || !parent.IsRemote);
        if (known) return new(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly);
        if (samplingParameters.Kind == ActivityKind.Client) return new(SamplingDecision.Drop);
        return new(MayBegin() ? SamplingDecision.RecordAndSample : SamplingDecision.RecordOnly);
    }

    private bool MayBegin()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref second, now) != now) Volatile.Write(ref begun, 0);
        return Interlocked.Increment(ref begun) <= options.PerSecond;
    }
}

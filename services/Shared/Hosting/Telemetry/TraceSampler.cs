using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>
/// Decides a trace at its beginning: so many a second are kept whole, and the decision travels with them. More are recorded, to be kept
/// after all when they fail or are slow (<see cref="TailSampling"/>); at thousands a second the rest costs nothing. What no request,
/// message or step of ours began, such as a query of a timer, is no trace.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class TraceSampler(TracingOptions options, TimeProvider clock) : Sampler
{
    private readonly SecondBudget begun = new(options.PerSecond, clock);
    private readonly SecondBudget recorded = new(options.RecordedPerSecond, clock);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.TraceId != default && (options.TrustsCallers || !parent.IsRemote)) return new(Within(parent, samplingParameters.Tags));
        if (samplingParameters.Kind == ActivityKind.Client) return new(SamplingDecision.Drop);
        return new(begun.Takes() ? SamplingDecision.RecordAndSample : Perhaps());
    }

    private SamplingDecision Within(ActivityContext parent, IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        if (parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)) return SamplingDecision.RecordAndSample;
        // As the span it is part of, where that is one of this process.
        if (Activity.Current is { } current && current.SpanId == parent.SpanId) return current.IsAllDataRequested ? SamplingDecision.RecordOnly : SamplingDecision.Drop;
        return tags?.Any(t => t.Key == StoredSpan.Failure) == true ? SamplingDecision.RecordOnly : Perhaps();
    }

    private SamplingDecision Perhaps() => recorded.Takes() ? SamplingDecision.RecordOnly : SamplingDecision.Drop;
}

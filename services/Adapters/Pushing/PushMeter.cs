using System.Diagnostics.Metrics;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>What adapters count. Thread-safe.</summary>
internal sealed class PushMeter(Signals signals)
{
    private readonly Histogram<double> latency = signals.Meter.CreateHistogram<double>(Signals.Latency, "ms", "From the decision to the channel's answer.");
    private readonly Counter<long> answers = signals.Meter.CreateCounter<long>("sync.pushes", "{push}", "Answers of channels by platform and kind.");

    public void Told(string platform, IReadOnlyList<AnsweredPush> answered, DateTimeOffset now)
    {
        foreach (var (push, result) in answered)
        {
            answers.Add(1, new("platform", platform), new("result", KindOf(result)));
            if (result is PushResult.Taken) latency.Record((now - push.WantedAt).TotalMilliseconds, new("kind", "cross_platform"), new("platform", platform));
        }
    }

    /// <summary>Told more slowly is not told in vain: neither the channel's own limit nor our waiting for it is a failure.</summary>
    private static string KindOf(PushResult result) => result switch
    {
        PushResult.Refused { Code: SyncFailed.HeldByChannel } => "held_by_channel",
        PushResult.Unavailable { RetryAfter: not null } or PushResult.Unavailable { Code: PushResult.Overran } => "throttled",
        _ => result.GetType().Name.ToLowerInvariant(),
    };
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>What adapters count. Thread-safe.</summary>
internal sealed class PushMeter
{
    private const string Refused = "refused";
    private const string Unavailable = "unavailable";
    private readonly Histogram<double> latency;
    private readonly Counter<long> answers;
    private readonly ConcurrentDictionary<string, RecentShare> shares = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;

    public PushMeter(Signals signals, TimeProvider clock)
    {
        this.clock = clock;
        latency = signals.Meter.CreateHistogram<double>(Signals.Latency, "ms", "From the decision to the channel's answer.");
        answers = signals.Meter.CreateCounter<long>("sync.pushes", "{push}", "Answers of channels by platform and kind.");
        signals.Meter.CreateObservableGauge("sync.success_rate", SuccessRates, "1", "Pushes of the last quarter of an hour that channels took among those that they took, refused or did not answer.");
    }

    public void Told(string platform, IReadOnlyList<AnsweredPush> answered, DateTimeOffset now)
    {
        foreach (var (push, result) in answered)
        {
            var kind = KindOf(result);
            answers.Add(1, new("platform", platform), new("result", kind));
            if (result is PushResult.Taken) latency.Record((now - push.WantedAt).TotalMilliseconds, new("kind", "cross_platform"), new("platform", platform));
            if (result is PushResult.Taken || kind is Refused or Unavailable) shares.GetOrAdd(platform, _ => new RecentShare(clock)).Count(result is PushResult.Taken);
        }
    }

    private IEnumerable<Measurement<double>> SuccessRates()
    {
        foreach (var (platform, share) in shares)
            if (share.Value is { } value) yield return new(value, new KeyValuePair<string, object?>("platform", platform));
    }

    /// <summary>Told more slowly is not told in vain: neither the channel's own limit nor our waiting for it is a failure.</summary>
    private static string KindOf(PushResult result) => result switch
    {
        PushResult.Refused { Code: SyncFailed.HeldByChannel } => "held_by_channel",
        PushResult.Unavailable { RetryAfter: not null } or PushResult.Unavailable { Code: PushResult.Overran } => "throttled",
        PushResult.Refused => Refused,
        PushResult.Unavailable => Unavailable,
        _ => result.GetType().Name.ToLowerInvariant(),
    };
}

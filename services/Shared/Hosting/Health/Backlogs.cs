using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Hosting.Health;

/// <summary>What waits for a service, as it was last looked at: told as <c>queue.depth</c> and <c>queue.age</c>, and asked by <c>/health/caughtup</c>. Thread-safe.</summary>
public sealed class Backlogs
{
    private readonly ConcurrentDictionary<string, Backlog> queues = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;

    /// <param name="signals">Have the meter.</param>
    /// <param name="clock">Ages a queue from look to look.</param>
    public Backlogs(Signals signals, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(signals);
        this.clock = clock;
        signals.Meter.CreateObservableGauge("queue.depth", () => queues.Values.Select(q => new Measurement<long>(q.Depth, Name(q))), "{item}", "What waits, by queue.");
        signals.Meter.CreateObservableGauge("queue.age", () => queues.Values.Select(q => new Measurement<double>(Age(q).TotalSeconds, Name(q))), "s", "How long the first of it has waited.");
    }

    /// <summary>Every queue that was looked at.</summary>
    public IEnumerable<Backlog> All => queues.Values;

    /// <summary>How long the first of a queue has waited by now; nothing for an empty one.</summary>
    public TimeSpan Age(Backlog backlog)
    {
        ArgumentNullException.ThrowIfNull(backlog);
        var age = clock.GetUtcNow() - backlog.Since;
        return age > TimeSpan.Zero ? age.Value : TimeSpan.Zero;
    }

    /// <summary>A queue was looked at.</summary>
    /// <param name="queue">Its name: stable, of no creator.</param>
    /// <param name="depth">How many wait.</param>
    /// <param name="since">Since when the first does; null when nothing waits, or nobody knows.</param>
    /// <param name="lags">The service lags behind by it; false for what waits for a person or for somebody else.</param>
    public void Tell(string queue, long depth, DateTimeOffset? since, bool lags) => queues[queue] = new(queue, depth, since, lags, clock.GetUtcNow());

    private static KeyValuePair<string, object?> Name(Backlog backlog) => new("queue", backlog.Queue);
}

/// <summary>A queue at one look.</summary>
public sealed record Backlog(string Queue, long Depth, DateTimeOffset? Since, bool Lags, DateTimeOffset LookedAt);

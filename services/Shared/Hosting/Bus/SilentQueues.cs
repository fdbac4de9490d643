using System.Collections.Concurrent;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Queues that did not take a message of late, by their names: each is left alone, and one caller finds out every five seconds whether it takes messages again. Thread-safe.</summary>
/// <remarks>One queue of a well broker may be without a leader, or have a damaged log: without this everything that sends would wait for it, and for nothing else.</remarks>
/// <param name="clock">Its timestamps alone count.</param>
public sealed class SilentQueues(TimeProvider clock)
{
    /// <summary>How long one is left alone.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> since = new(StringComparer.Ordinal);

    /// <summary>Whether a queue is worth a try. Of one that is silent true is an errand: it is asked of nobody else for as long again.</summary>
    public bool MayTry(string queue) =>
        !since.TryGetValue(queue, out var before) || (clock.GetElapsedTime(before) >= LeftAlone && since.TryUpdate(queue, clock.GetTimestamp(), before));

    /// <summary>It did not confirm in time, or refused.</summary>
    public void NotTaken(string queue) => since[queue] = clock.GetTimestamp();

    /// <summary>It confirmed.</summary>
    public void Taken(string queue) => since.TryRemove(queue, out _);
}

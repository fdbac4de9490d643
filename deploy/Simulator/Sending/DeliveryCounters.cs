using System.Collections.Concurrent;

namespace CreatorFlow.Simulator.Sending;

/// <summary>What came of the sending, since the start. Thread-safe.</summary>
internal sealed class DeliveryCounters
{
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <param name="outcome"><c>delivered</c>, <c>failed</c> (an attempt), <c>abandoned</c>, or <c>status_…</c> of an answer.</param>
    public void Count(string outcome) => counts.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    public IReadOnlyDictionary<string, long> Read() => new SortedDictionary<string, long>(counts, StringComparer.Ordinal);
}

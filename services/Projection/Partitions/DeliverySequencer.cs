using System.Runtime.CompilerServices;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Puts what one consumer receives back into the broker's order. MassTransit hands messages to consumers on tasks of
/// their own, so two of them may overtake each other between the broker and the consumer; delivery tags count 1, 2, 3, …
/// per channel and tell the order. A new channel counts from 1 again (under the same consumer tag, so the channel itself is
/// the key); what is still under way from the old one cannot be acknowledged any more and comes again. Thread-safe.
/// </summary>
internal sealed class DeliverySequencer<T>(Action<T> forward) where T : class
{
    private readonly Lock gate = new();
    private readonly ConditionalWeakTable<object, object> retired = [];
    private readonly Dictionary<ulong, T?> waiting = [];
    private object? current;
    private ulong next = 1;

    /// <summary>A message arrived at the consumer; it is forwarded once all before it were forwarded or given up.</summary>
    /// <returns>False for a message of a channel that is gone: it will be delivered again.</returns>
    public bool Enter(object channel, ulong deliveryTag, T item)
    {
        lock (gate)
        {
            if (!IsCurrent(channel)) return false;
            Take(deliveryTag, item);
            return true;
        }
    }

    /// <summary>A message will never arrive (it could not be read); those behind it need not wait. Harmless after <see cref="Enter"/>.</summary>
    public void GiveUp(object channel, ulong deliveryTag)
    {
        lock (gate)
        {
            if (IsCurrent(channel)) Take(deliveryTag, null);
        }
    }

    private bool IsCurrent(object channel)
    {
        if (ReferenceEquals(channel, current)) return true;
        if (retired.TryGetValue(channel, out _)) return false;
        if (current is not null) retired.AddOrUpdate(current, current);
        (current, next) = (channel, 1);
        waiting.Clear();
        return true;
    }

    private void Take(ulong deliveryTag, T? item)
    {
        if (deliveryTag < next) return;
        waiting.TryAdd(deliveryTag, item);
        while (waiting.Remove(next, out var due))
        {
            next++;
            if (due is not null) forward(due);
        }
    }
}

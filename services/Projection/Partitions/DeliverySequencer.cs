namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Puts what one consumer receives back into the broker's order. MassTransit hands messages to consumers on tasks of
/// their own, so two of them may overtake each other between the broker and the consumer; delivery tags count 1, 2, 3, …
/// per channel and tell the order. A new channel has a new consumer tag and counts from 1 again; what is still under way
/// from the old one cannot be acknowledged any more and comes again on the new one. Thread-safe.
/// </summary>
internal sealed class DeliverySequencer<T>(Action<T> forward) where T : class
{
    private readonly Lock gate = new();
    private readonly HashSet<string> retired = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, T?> waiting = [];
    private string? current;
    private ulong next = 1;

    /// <summary>A message arrived at the consumer; it is forwarded once all before it were forwarded or given up.</summary>
    /// <returns>False for a message of a channel that is gone: it will be delivered again.</returns>
    public bool Enter(string consumerTag, ulong deliveryTag, T item)
    {
        lock (gate)
        {
            if (!IsCurrent(consumerTag)) return false;
            Take(deliveryTag, item);
            return true;
        }
    }

    /// <summary>A message will never arrive (it could not be read); those behind it need not wait. Harmless after <see cref="Enter"/>.</summary>
    public void GiveUp(string consumerTag, ulong deliveryTag)
    {
        lock (gate)
        {
            if (IsCurrent(consumerTag)) Take(deliveryTag, null);
        }
    }

    private bool IsCurrent(string consumerTag)
    {
        if (consumerTag == current) return true;
        if (retired.Contains(consumerTag)) return false;
        if (current is not null) retired.Add(current);
        (current, next) = (consumerTag, 1);
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

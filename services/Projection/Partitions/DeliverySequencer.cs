namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Puts what one consumer receives back into the broker's order. MassTransit hands messages to consumers on tasks of
/// their own, so two of them may overtake each other between the broker and the consumer; delivery tags count 1, 2, 3, …
/// per channel and tell the order. Thread-safe.
/// </summary>
internal sealed class DeliverySequencer<T>(Action<T> forward)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);

    /// <summary>A message arrived at the consumer; it is forwarded once all before it were forwarded or given up.</summary>
    public void Enter(string consumerTag, ulong deliveryTag, T item) => Take(consumerTag, deliveryTag, new(item));

    /// <summary>A message will never arrive (it could not be read); those behind it need not wait. Harmless after <see cref="Enter"/>.</summary>
    public void GiveUp(string consumerTag, ulong deliveryTag) => Take(consumerTag, deliveryTag, null);

    private void Take(string consumerTag, ulong deliveryTag, Slot? slot)
    {
        lock (gate)
        {
            if (!lines.TryGetValue(consumerTag, out var line))
            {
                lines.Clear(); // a new channel counts from 1 again; what the old one still owed is delivered anew
                lines[consumerTag] = line = new();
            }
            if (deliveryTag < line.Next) return;
            line.Waiting.TryAdd(deliveryTag, slot);
            while (line.Waiting.Remove(line.Next, out var next))
            {
                line.Next++;
                if (next is not null) forward(next.Item);
            }
        }
    }

    private sealed record Slot(T Item);

    private sealed class Line
    {
        public ulong Next { get; set; } = 1;
        public Dictionary<ulong, Slot?> Waiting { get; } = [];
    }
}

namespace CreatorFlow.Projection.Partitions;

/// <summary>The oldest delivery that each lane has in hand: as a partition keeps its order, all that waits in it is younger. Thread-safe.</summary>
internal sealed class Hands
{
    private const long Nothing = long.MaxValue;
    private readonly Lock gate = new();
    private readonly List<long[]> slots = [];

    /// <summary>When the oldest of them was received; null while no lane has any.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            lock (gate)
            {
                var oldest = slots.Select(s => Interlocked.Read(ref s[0])).DefaultIfEmpty(Nothing).Min();
                return oldest == Nothing ? null : new DateTimeOffset(oldest, TimeSpan.Zero);
            }
        }
    }

    /// <summary>One lane's; for that lane alone.</summary>
    public Hand New()
    {
        var slot = new[] { Nothing };
        lock (gate) slots.Add(slot);
        return new(slot);
    }

    internal readonly struct Hand(long[] slot)
    {
        public void Take(DateTimeOffset oldest) => Interlocked.Exchange(ref slot[0], oldest.UtcTicks);

        public void Empty() => Interlocked.Exchange(ref slot[0], Nothing);
    }
}

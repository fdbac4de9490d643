namespace CreatorFlow.Ingest.Publishing;

/// <summary>
/// How many bytes of bodies the process holds until it is known what became of them, counted for the memory's sake. A partition
/// is given as much as is still free: one alone fills half of it, two a third each, and there is always room for the next one.
/// </summary>
/// <param name="most">Bytes, all partitions together.</param>
/// <param name="partitions">How many there are.</param>
/// <param name="clock">Tells how long ago one was turned away.</param>
/// <remarks>Thread-safe, without a lock. The rule is the dynamic threshold of Choudhury and Hahne (1998) for switches whose ports share a buffer.</remarks>
internal sealed class WaitingBodies(long most, int partitions, TimeProvider clock)
{
    /// <summary>As long as senders are asked to wait before they come again.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(5);

    private readonly long[] held = new long[partitions];
    private long all, refusedAt;

    /// <summary>Held now.</summary>
    public long Bytes => Interlocked.Read(ref all);

    /// <summary>One was turned away in the last seconds.</summary>
    public bool IsRefusing => Interlocked.Read(ref refusedAt) is var at and not 0 && clock.GetElapsedTime(at) < Recently;

    /// <summary>The partition that holds most has come half of the way to where it is turned away.</summary>
    public bool IsFilling => Bytes + held.Max() > most / 2;

    /// <summary>Counts a body; false, and nothing is counted, when there is no room. Where nothing else waits there is, however large it is.</summary>
    public bool TryTake(int partition, int bytes)
    {
        var together = Interlocked.Add(ref all, bytes);
        if (Interlocked.Add(ref held[partition], bytes) + together <= most || together == bytes) return true;
        Release(partition, bytes);
        Interlocked.Exchange(ref refusedAt, clock.GetTimestamp());
        return false;
    }

    /// <summary>They are held no longer.</summary>
    public void Release(int partition, long bytes)
    {
        Interlocked.Add(ref held[partition], -bytes);
        Interlocked.Add(ref all, -bytes);
    }
}

using CreatorFlow.Projection.Partitions;

namespace CreatorFlow.Projection.Replicas;

/// <summary>What a replica hands on to others, from one look to the next.</summary>
/// <remarks>
/// Messages of a partition come to one consumer, the broker decides to whose. A replica that gets those of another's partition hands it on once the other was heard of
/// since: one that has just died is told as living for a while, and what it had comes to others meanwhile. Not thread-safe.
/// </remarks>
/// <param name="id">Of this replica.</param>
/// <param name="partitions">How many there are.</param>
internal sealed class Handover(string id, int partitions)
{
    private readonly Got?[] got = new Got?[partitions];
    private string?[] owners = new string?[partitions];

    /// <summary>Partitions that are this replica's by the last look.</summary>
    public int Own => Volatile.Read(ref owners).Count(owner => owner == id);

    /// <summary>Another replica's by the last look.</summary>
    public bool IsOthers(int partition) => Volatile.Read(ref owners)[partition] is { } owner && owner != id;

    /// <param name="replicas">Those that live, this one among them.</param>
    /// <param name="handled">What this replica's consumer of a partition did; null where it has none.</param>
    /// <returns>Partitions whose consumer is to go to the end of the line.</returns>
    public IReadOnlyList<int> Look(IReadOnlyCollection<Replica> replicas, Func<int, Handled?> handled)
    {
        Volatile.Write(ref owners, Shares.Of(partitions, replicas));
        var heard = replicas.ToDictionary(replica => replica.Id, replica => replica.Heard, StringComparer.Ordinal);
        var going = new List<int>();
        for (var partition = 0; partition < partitions; partition++)
        {
            var before = got[partition];
            got[partition] = null;
            if (!IsOthers(partition) || handled(partition) is not { Received: > 0 } now) continue;
            var owner = owners[partition]!;
            if (before is not { } known || known.Owner != owner || known.Began != now.Began) got[partition] = new(owner, heard[owner], now.Began);
            else if (heard[owner] > known.Heard) going.Add(partition);
            else got[partition] = known;
        }
        return going;
    }

    /// <summary>Messages of another's partition, by the consumer that began then, when its owner had been heard so often.</summary>
    private readonly record struct Got(string Owner, long Heard, long Began);
}

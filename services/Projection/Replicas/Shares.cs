using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Projection.Replicas;

/// <summary>A process of Projection that lives, as the database heard of it.</summary>
/// <param name="Id">New with each start.</param>
/// <param name="Heard">How often it has said so: it lives for as long as this grows.</param>
/// <param name="Consumed">Partitions that it has a consumer of, whether messages come to it or to another's.</param>
internal sealed record Replica(string Id, long Heard, IReadOnlySet<int> Consumed);

/// <summary>Which replica a partition belongs to: as many for each as can be, and with one replica more or less few change hands.</summary>
/// <remarks>
/// Each replica takes the partitions by its own rank for them (rendezvous hashing: Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996) up to
/// its part of them (a bound as in Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2018). Every replica reckons by itself, so nothing that
/// differs between them may decide: two that disagreed would hand a partition to and fro.
/// </remarks>
internal static class Shares
{
    /// <returns>By partition the id of its replica; null where nobody consumes it.</returns>
    public static string?[] Of(int partitions, IReadOnlyCollection<Replica> replicas)
    {
        var owners = new string?[partitions];
        if (replicas.Count == 0) return owners;
        var left = replicas.ToDictionary(replica => replica.Id, _ => (partitions + replicas.Count - 1) / replicas.Count, StringComparer.Ordinal);
        for (var partition = 0; partition < partitions; partition++)
        {
            var consuming = replicas.Where(replica => replica.Consumed.Contains(partition)).OrderBy(replica => Rank(replica.Id, partition)).ToList();
            if ((consuming.Find(replica => left[replica.Id] > 0) ?? consuming.FirstOrDefault())?.Id is not { } owner) continue;
            left[owner]--;
            owners[partition] = owner;
        }
        return owners;
    }

    private static ulong Rank(string id, int partition) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{partition}")));
}

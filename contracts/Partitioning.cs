using System.Text;

namespace CreatorFlow.Contracts;

/// <summary>Which partition a creator's events go to. Every publisher must agree, so it stands with the contracts.</summary>
public static class Partitioning
{
    /// <summary>FNV-1a over the creator's UTF-8 bytes, modulo <paramref name="partitions"/>.</summary>
    /// <remarks>Changing the hash or the count needs a drain: <c>docs/adr/0002</c>. Source of the constants: draft-eastlake-fnv, 32-bit.</remarks>
    public static int Of(string creatorId, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(creatorId))
            hash = unchecked((hash ^ octet) * 16777619u);
        return (int)(hash % (uint)partitions);
    }
}

using System.Buffers.Binary;

namespace CreatorFlow.Projection.Books;

/// <summary>The ids of one transaction's events: version 7 UUIDs of one moment, counted on from a random one
/// (RFC 9562, section 6.2, method 2), so that only the first asks the operating system for randomness. Not thread-safe.</summary>
internal sealed class EventIds
{
    /// <summary>Kept clear at the start, so that counting on never reaches the variant bits.</summary>
    private const ulong Room = 1UL << 61;

    private readonly byte[] bytes = Guid.CreateVersion7().ToByteArray(bigEndian: true);
    private ulong next;

    public EventIds() => next = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8)) & ~Room;

    public Guid Next()
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), next++);
        return new Guid(bytes, bigEndian: true);
    }
}

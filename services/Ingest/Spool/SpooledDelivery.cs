using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Spool;

/// <summary>A delivery in the spool, packed as it travels.</summary>
internal sealed record SpooledDelivery(long Position, Delivery Delivery)
{
    public static byte[] Write(Delivery delivery) => DeliveryCodec.Pack([delivery]);

    /// <exception cref="JsonException">This version cannot read it.</exception>
    public static Delivery Read(byte[] payload) => DeliveryCodec.Unpack(payload) is [var only] ? only : throw new JsonException("A row of the spool holds one delivery.");
}

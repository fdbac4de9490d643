using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Ingest.Spool;

/// <summary>A delivery in the spool, packed as it travels.</summary>
internal sealed record SpooledDelivery(long Position, Delivery Delivery)
{
    public static byte[] Write(Delivery delivery) => DeliveryCodec.Pack([delivery]);

    public static Delivery Read(byte[] payload) => DeliveryCodec.Unpack(payload)[0];
}

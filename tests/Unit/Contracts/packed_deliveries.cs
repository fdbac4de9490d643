using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Tests.Unit.Contracts;

public sealed class Packed_deliveries
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static readonly Delivery[] All =
    [
        Of(1) with { Events = [new StockChanged { Sku = "TEE/Größe-L", Delta = -3, OccurredAt = Noon }, new StockSet { Sku = "衬衫", Quantity = 9_007_199_254_740_993, OccurredAt = Noon }] },
        Of(2) with { Quarantined = "webhook.unreadable", Reason = "", Body = [0, 255, 1] },
        Of(3) with { CreatorId = "bob", Topic = "", TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        Of(4) with { Replay = new() { Aggregate = "inventory-TEE", Discard = 7 } },
        Of(7) with { Mark = new("backup-1", 15) },
        Of(6) with { Actor = new("key-1", "Anna's till, 衬") },
        Of(5) with { Again = new() { Key = "k" }, Body = [.. Enumerable.Range(0, 70_000).Select(n => (byte)(n % 251))] },
    ];

    [Fact]
    public void What_was_packed_comes_out_as_it_was_and_in_its_order() => Equal(All, DeliveryCodec.Unpack(DeliveryCodec.Pack(All)));

    [Fact]
    public void None_are_none() => Assert.Empty(DeliveryCodec.Unpack(DeliveryCodec.Pack([])));

    [Fact]
    public void The_first_version_is_still_read()
    {
        var json = Encoding.UTF8.GetBytes("""[{"Delivery":{"Id":"id-1","CreatorId":"ann","ConnectionId":"shop","Platform":"shopify","Topic":"orders/create","IdempotencyKey":"key-1","Checksum":"sum-1","ReceivedAt":"2026-11-21T12:00:00.1234567+00:00","Events":[]},"BodyBytes":2}]""");
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        Equal([Of(1) with { Body = [7, 8] }], DeliveryCodec.Unpack([1, .. length, .. json, 7, 8]));
        Assert.Throws<JsonException>(() => DeliveryCodec.Unpack([1, .. length, .. json, 7]));
    }

    [Fact]
    public void What_was_cut_off_or_changed_is_unreadable_or_another_batch_and_never_an_accident()
    {
        var packed = DeliveryCodec.Pack(All[..4]);
        for (var kept = 0; kept < packed.Length; kept++) Assert.Throws<JsonException>(() => DeliveryCodec.Unpack(packed.AsSpan(0, kept)));
        for (var place = 0; place < packed.Length; place++)
            foreach (var mask in (byte[])[0x01, 0x80, 0xff])
                if (Record.Exception(() => DeliveryCodec.Unpack([.. packed[..place], (byte)(packed[place] ^ mask), .. packed[(place + 1)..]])) is { } e)
                    Assert.IsType<JsonException>(e);
    }

    private static Delivery Of(int number) => new()
    {
        Id = $"id-{number}", CreatorId = "ann", ConnectionId = "shop", Platform = "shopify", Topic = "orders/create", IdempotencyKey = $"key-{number}",
        Checksum = $"sum-{number}", ReceivedAt = Noon,
    };

    private static void Equal(IReadOnlyList<Delivery> expected, IReadOnlyList<Delivery> unpacked)
    {
        Assert.Equal(expected.Count, unpacked.Count);
        foreach (var (wanted, found) in expected.Zip(unpacked))
        {
            Assert.Equal(wanted.Events, found.Events);
            Assert.Equal(wanted.Body, found.Body);
            Assert.Equal(wanted with { Events = found.Events, Body = found.Body }, found);
        }
    }
}

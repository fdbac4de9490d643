using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Benchmarks;

/// <summary>Deliveries as Ingest makes them, from a seed: one stock difference each, with a raw body as long as Shopify's
/// <c>inventory_levels/update</c> (243 bytes), the webhook that says that a stock has changed.</summary>
internal sealed class Deliveries(int seed, int creators, int skusPerCreator)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly Random random = new(seed);
    private int made;

    public Delivery Next()
    {
        var number = made++;
        var creator = random.Next(creators);
        var sku = $"SKU-{random.Next(skusPerCreator):0000}";
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"type":"inventory.stock_updated","number":{{number}},"data":{"sku":"{{sku}}","delta":1},"filler":"{{new string('x', 130)}}"}"""));
        var occurredAt = Start.AddMilliseconds(number);
        return new()
        {
            Id = Guid.CreateVersion7().ToString("N"), CreatorId = $"bench-{creator:000}", ConnectionId = $"bench-{creator:000}-standard", Platform = "standard",
            Topic = "inventory.stock_updated", IdempotencyKey = $"bench-{seed}-{number}", Checksum = Convert.ToHexStringLower(SHA256.HashData(body)),
            ReceivedAt = occurredAt, Body = body, Events = [new StockChanged { OccurredAt = occurredAt, Sku = sku, Delta = 1 }],
        };
    }
}

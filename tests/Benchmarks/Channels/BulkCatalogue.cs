using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Benchmarks.Channels;

/// <summary>What the creator sells, as deliveries: its stock, its listings, and later a change of every number.</summary>
internal sealed class BulkCatalogue(PartitionSender sender, string creator, IReadOnlyList<int> articles)
{
    private const int PerMessage = 100;

    /// <summary>Each SKU is counted, then each channel shows its listing with the number that it has.</summary>
    public async Task ImportAsync(IReadOnlyList<PlayedConnection> connections, long quantity)
    {
        await CountAsync(quantity, "import");
        foreach (var connection in connections)
            await SendAsync(articles.Select(article => Delivery(connection.Connection.Id, connection.Platform, $"import-{article}", now =>
            [
                new ListingSeen { ListingId = connection.Listing(article), Sku = Sku(article), Title = Sku(article), OccurredAt = now },
                new StockReported { ListingId = connection.Listing(article), Location = connection.Location, Available = quantity, OccurredAt = now },
            ])));
    }

    /// <summary>Somebody counted everything: one webhook a SKU.</summary>
    public Task CountAsync(long quantity, string run) => SendAsync(articles.Select(article =>
        Delivery($"{creator}-standard", Platforms.Standard, $"{run}-{article}", now => [new StockSet { Sku = Sku(article), Quantity = quantity, OccurredAt = now }])));

    public static string Sku(int article) => string.Create(CultureInfo.InvariantCulture, $"SKU-{article:000000}");

    private async Task SendAsync(IEnumerable<Delivery> deliveries)
    {
        foreach (var chunk in deliveries.Chunk(PerMessage)) await sender.SendAsync(Partitioning.Of(creator, 16), chunk, CancellationToken.None);
    }

    private Delivery Delivery(string connection, string platform, string key, Func<DateTimeOffset, IReadOnlyList<ChannelEvent>> events)
    {
        var now = TimeProvider.System.GetUtcNow();
        var made = events(now);
        var body = JsonSerializer.SerializeToUtf8Bytes(made);
        return new()
        {
            Id = Guid.CreateVersion7().ToString("N"), CreatorId = creator, ConnectionId = connection, Platform = platform, Topic = "benchmark", IdempotencyKey = $"{connection}:{key}",
            Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))), ReceivedAt = now, Body = body, Events = made,
        };
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Differences of stock from a seed: 20 % are sent twice, 20 % out of the order of their happening. A creator's webhooks
/// go one after the other, each after the last was acknowledged; creators go in parallel.
/// </summary>
internal sealed class Traffic
{
    private readonly Dictionary<string, List<Webhook>> byCreator;
    private int sent;

    public Traffic(int seed, int creators, int skus, int events)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        var made = Enumerable.Range(0, events).Select(i => new Webhook($"creator-{random.Next(creators)}", $"msg-{seed}-{i}",
            $"SKU-{random.Next(skus)}", random.Next(1, 10), start.AddMilliseconds(i))).ToList();
        byCreator = made.GroupBy(w => w.Creator).ToDictionary(g => g.Key, g => Disturb([.. g], random));
        Distinct = events;
        Expected = made.GroupBy(w => (w.Creator, w.Sku)).ToDictionary(g => g.Key, g => g.Sum(w => (long)w.Delta));
    }

    public int Distinct { get; }

    /// <summary>On hand of every SKU when everything was applied once.</summary>
    public IReadOnlyDictionary<(string Creator, string Sku), long> Expected { get; }

    /// <summary>Per creator, the webhook ids in the order of their first acknowledgement.</summary>
    public ConcurrentDictionary<string, List<string>> Acknowledged { get; } = new();

    public Task SendAsync(StandardSender sender) => Task.WhenAll(byCreator.Select(creator => SendAsync(sender, creator.Key, creator.Value)));

    public Task UntilSentAsync(int count) => Eventually.Async(() => Volatile.Read(ref sent) >= count, TimeSpan.FromMinutes(5));

    private async Task SendAsync(StandardSender sender, string creator, List<Webhook> webhooks)
    {
        var order = Acknowledged.GetOrAdd(creator, _ => []);
        var seen = new HashSet<string>();
        foreach (var webhook in webhooks)
        {
            await sender.PostUntilAcknowledgedAsync($"{creator}-standard", webhook.Id, webhook.Body);
            if (seen.Add(webhook.Id)) order.Add(webhook.Id);
            Interlocked.Increment(ref sent);
        }
    }

    private static List<Webhook> Disturb(List<Webhook> webhooks, Random random)
    {
        for (var i = 0; i + 1 < webhooks.Count; i++)
            if (random.NextDouble() < 0.2) (webhooks[i], webhooks[i + 1]) = (webhooks[i + 1], webhooks[i]);
        for (var i = webhooks.Count - 1; i >= 0; i--)
            if (random.NextDouble() < 0.2) webhooks.Insert(Math.Min(webhooks.Count, i + random.Next(1, 6)), webhooks[i]);
        return webhooks;
    }

    internal sealed record Webhook(string Creator, string Id, string Sku, int Delta, DateTimeOffset OccurredAt)
    {
        public string Body { get; } = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{OccurredAt:O}}}","data":{"sku":"{{{Sku}}}","delta":{{{Delta}}}}}""");
    }
}

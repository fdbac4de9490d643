using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults;

/// <summary>
/// Differences of stock from a seed, and orders of one unit for SKUs that are too scarce for all of them: 20 % are sent twice,
/// 20 % out of the order of their happening. A creator's webhooks go one after the other, each after the last was acknowledged;
/// creators go in parallel.
/// </summary>
internal sealed class Traffic
{
    private static readonly TimeSpan Resend = TimeSpan.FromMilliseconds(100);
    private readonly Dictionary<string, List<Webhook>> byCreator = [];
    private readonly SemaphoreSlim places = new(0);
    private int perSecond;
    private long began;
    private long taken;
    private int sent;

    public Traffic(int seed, TrafficShape shape)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        var made = Enumerable.Range(0, shape.Events).Select(i => Next(random, shape, $"msg-{seed}-{i}", start.AddMilliseconds(i))).ToList();
        foreach (var creator in made.GroupBy(w => w.Creator)) byCreator[creator.Key] = Disturb([.. creator], random);
        foreach (var sku in made.Where(w => w.IsOrder).GroupBy(w => (w.Creator, w.Sku)))
            Put(new(sku.Key.Creator, sku.Key.Sku, $"msg-{seed}-put-{sku.Key.Creator}-{sku.Key.Sku}", random.Next(1, sku.Count() + 1), start.AddMinutes(-1)), sku.Count());
        foreach (var sku in made.Where(w => !w.IsOrder).GroupBy(w => (w.Creator, w.Sku))) Expected[sku.Key] = sku.Sum(w => (long)w.Units);
        Distinct = shape.Events + Scarce.Count;
        Posts = byCreator.Values.Sum(w => w.Count);
    }

    /// <summary>Webhooks, a repeated one counted once.</summary>
    public int Distinct { get; }

    /// <summary>Webhooks, a repeated one counted each time.</summary>
    public int Posts { get; }

    /// <summary>On hand of every SKU when everything was applied once.</summary>
    public Dictionary<(string Creator, string Sku), long> Expected { get; } = [];

    /// <summary>Of SKUs that are ordered: how many units there are, and how many orders of one.</summary>
    public Dictionary<(string Creator, string Sku), (int Units, int Orders)> Scarce { get; } = [];

    /// <summary>Per creator, the webhook ids in the order of their first acknowledgement.</summary>
    public ConcurrentDictionary<string, List<string>> Acknowledged { get; } = new();

    /// <summary>Lets so many more be sent.</summary>
    public void Allow(int webhooks) => places.Release(webhooks);

    /// <summary>As many are sent as are answered; <see cref="Pace"/> bounds them.</summary>
    public Task SendAsync(StandardSender sender) => Task.WhenAll(byCreator.Select(creator => SendAsync(sender, creator.Key, creator.Value)));

    /// <summary>From now on so many posts a second, at times when none waits for <see cref="Allow"/>.</summary>
    public void Pace(int rate) => (began, taken, perSecond) = (TimeProvider.System.GetTimestamp(), 0, rate);

    /// <summary>Everything once more in the same order, as platforms do that were told to: their webhooks' ids are the same.</summary>
    public Task SendAgainAsync(StandardSender sender) => Task.WhenAll(byCreator.Select(async creator =>
    {
        foreach (var webhook in creator.Value) await sender.PostUntilAcknowledgedAsync($"{creator.Key}-standard", webhook.Id, webhook.Body, Resend);
    }));

    /// <summary>What each creator's webhooks were acknowledged by now, in their order.</summary>
    public Dictionary<string, string[]> AcknowledgedByNow() => Acknowledged.ToDictionary(a => a.Key, a =>
    {
        lock (a.Value) return a.Value.ToArray();
    });

    public Task UntilSentAsync(int count) => Eventually.Async(() => Volatile.Read(ref sent) >= count, TimeSpan.FromMinutes(5 + (count / 6000)));

    private static Webhook Next(Random random, TrafficShape shape, string id, DateTimeOffset at)
    {
        var creator = shape.Creators[random.Next(shape.Creators.Count)];
        return random.NextDouble() < shape.OrderShare
            ? new(creator, TrafficShape.ScarceSku(random.Next(shape.ScarceSkus)), id, Units: 1, at) { IsOrder = true }
            : new(creator, TrafficShape.Sku(random.Next(shape.Skus)), id, random.Next(1, 10), at);
    }

    /// <summary>The units of a scarce SKU, before any order of it.</summary>
    private void Put(Webhook put, int orders)
    {
        byCreator[put.Creator].Insert(0, put with { IsCount = true });
        Expected[(put.Creator, put.Sku)] = put.Units;
        Scarce[(put.Creator, put.Sku)] = (put.Units, orders);
    }

    private async Task SendAsync(StandardSender sender, string creator, List<Webhook> webhooks)
    {
        var order = Acknowledged.GetOrAdd(creator, _ => []);
        var seen = new HashSet<string>();
        foreach (var webhook in webhooks)
        {
            await places.WaitAsync();
            await UntilDueAsync();
            await sender.PostUntilAcknowledgedAsync($"{creator}-standard", webhook.Id, webhook.Body, Resend);
            if (seen.Add(webhook.Id))
                lock (order) order.Add(webhook.Id);
            Interlocked.Increment(ref sent);
        }
    }

    /// <summary>Platforms send as things happen there, whatever became of the webhooks before: after a pause all that is due goes at once.</summary>
    private async Task UntilDueAsync()
    {
        if (perSecond == 0) return;
        var due = TimeSpan.FromSeconds((double)Interlocked.Increment(ref taken) / perSecond) - TimeProvider.System.GetElapsedTime(began);
        if (due > TimeSpan.Zero) await Task.Delay(due);
    }

    private static List<Webhook> Disturb(List<Webhook> webhooks, Random random)
    {
        for (var i = 0; i + 1 < webhooks.Count; i++)
            if (random.NextDouble() < 0.2) (webhooks[i], webhooks[i + 1]) = (webhooks[i + 1], webhooks[i]);
        for (var i = webhooks.Count - 1; i >= 0; i--)
            if (random.NextDouble() < 0.2) webhooks.Insert(Math.Min(webhooks.Count, i + random.Next(1, 6)), webhooks[i]);
        return webhooks;
    }

    private sealed record Webhook(string Creator, string Sku, string Id, int Units, DateTimeOffset OccurredAt)
    {
        public bool IsOrder { get; init; }

        public bool IsCount { get; init; }

        public string Body => IsOrder
            ? Envelope("order.created", $$"""{"orderId":"{{Id}}","lines":[{"sku":"{{Sku}}","quantity":{{Units}}}]}""")
            : Envelope("inventory.stock_updated", $$"""{"sku":"{{Sku}}","{{(IsCount ? "set" : "delta")}}":{{Units}}}""");

        private string Envelope(string type, string data) =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"type":"{{type}}","timestamp":"{{OccurredAt:O}}","data":{{data}}}""");
    }
}

/// <summary>How much traffic, about what.</summary>
/// <param name="Events">Webhooks, before some of them are repeated.</param>
/// <param name="Creators">Whose; each sends as <c>{creator}-standard</c>.</param>
/// <param name="Skus">Of each creator, whose numbers change.</param>
internal sealed record TrafficShape(int Events, IReadOnlyList<string> Creators, int Skus)
{
    /// <summary>The part of the webhooks that are orders, 0 to 1.</summary>
    public double OrderShare { get; init; }

    /// <summary>SKUs of each creator that are ordered.</summary>
    public int ScarceSkus { get; init; } = 1;

    public IEnumerable<string> AllSkus => Enumerable.Range(0, Skus).Select(Sku).Concat(OrderShare > 0 ? Enumerable.Range(0, ScarceSkus).Select(ScarceSku) : []);

    public static string Sku(int number) => $"SKU-{number}";

    public static string ScarceSku(int number) => $"SCARCE-{number}";
}

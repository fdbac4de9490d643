using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.Testing.Platform;

/// <summary>Signed webhooks at an even pace, each of which sets another number on hand, over some creators in turn. Ask it from one thread.</summary>
/// <param name="gateway">Where they are posted.</param>
/// <param name="connections">Of Standard Webhooks, one a creator.</param>
/// <param name="skuOf">Which SKU a creator's n-th webhook is about.</param>
public sealed class PacedTraffic(string gateway, IEnumerable<RunningConnection> connections, Func<int, string> skuOf) : IDisposable
{
    private readonly List<(string Id, StandardSender Sender)> senders = [.. connections.Select(c => (c.ConnectionId, new StandardSender(new Uri(gateway), c.Secret)))];
    private readonly string run = Guid.CreateVersion7().ToString("N")[..12];
    private int last;

    /// <summary>By number: the SKU, and the timestamp before its webhook was sent.</summary>
    public ConcurrentDictionary<long, (string Sku, long At)> Sent { get; } = new();

    /// <exception cref="InvalidOperationException">A webhook was not taken.</exception>
    public async Task RunAsync(int perSecond, int seconds)
    {
        var posts = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero) await Task.Delay(due);
            posts.Add(PostAsync(++last));
        }
        await Task.WhenAll(posts);
    }

    /// <summary>As fast as they are taken.</summary>
    public Task RushAsync(int count)
    {
        var first = last + 1;
        last += count;
        return Parallel.ForAsync(first, last + 1, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) => await PostAsync(number));
    }

    private async Task PostAsync(int number)
    {
        var (id, sender) = senders[number % senders.Count];
        var sku = skuOf(number / senders.Count);
        Sent[number] = (sku, Stopwatch.GetTimestamp());
        var status = await sender.PostAsync(id, $"{run}-{number}", string.Create(CultureInfo.InvariantCulture,
            $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"{{{sku}}}","set":{{{number}}}}}"""));
        if (status != HttpStatusCode.OK) throw new InvalidOperationException($"{status}");
    }

    public void Dispose()
    {
        foreach (var (_, sender) in senders) sender.Dispose();
    }
}

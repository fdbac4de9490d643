using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>One creator with two accounts at each of four platforms, one process of Adapters.</summary>
public sealed class Channels_beside_a_dead_one(ITestOutputHelper output)
{
    private const int Skus = 64;
    private static readonly int Changes = int.Parse(Environment.GetEnvironmentVariable("CREATORFLOW_CHANNEL_CHANGES") ?? "32", CultureInfo.InvariantCulture);
    private static readonly string[] Accounts =
        [Platforms.Shopify, Platforms.Shopify, Platforms.TikTok, Platforms.TikTok, Platforms.Instagram, Platforms.Instagram, Platforms.Amazon, Platforms.Amazon];

    /// <summary>Our own caution with Meta, which publishes no number: out of the way, so that it is not what is measured.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["Meta__BatchesPerMinute"] = "1200", ["Meta__ReadsPerMinute"] = "6000" };

    /// <summary>Changes a second, which is below what Amazon lets a seller tell.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Every_other_channel_hears_every_change_while_one_takes_calls_and_answers_none()
    {
        var creator = $"creator-{Guid.CreateVersion7():n}";
        await using var platforms = await PlayedPlatforms.OpenAsync(creator, Skus, Accounts);
        var all = platforms.Connections;
        var dead = all.First(c => c.Platform == Platforms.Shopify);
        var others = all.Where(c => c != dead).ToList();
        await using var adapters = await AdaptersUnderTest.StartAsync(1, creator, all.Select(c => c.Connection), Settings);
        await RunAsync(adapters, all, all, first: 1, 10); // a process that has called everybody once

        var before = await RunAsync(adapters, all, all, first: 1_000, Changes);
        dead.FallSilent();
        var calls = dead.Calls.Count;
        var during = await RunAsync(adapters, all, others, first: 2_000, Changes);

        Print(others, before, during);
        Assert.All(others, c => Assert.Equal(Changes, during.Count(w => c.Arrived.ContainsKey((c.Listing(w.Article), w.Quantity)))));
        foreach (var other in others) await Eventually.Async(async () => (await adapters.StatesAsync(other)).Keys.SequenceEqual(["done"]));
        Assert.True(dead.Calls.Count > calls);
        Assert.All(dead.Calls.Skip(calls), c => Assert.Null(c.Answer));
        Assert.All(PlayedPlatforms.Articles(Skus).Take(Changes), a => Assert.True(dead.Shown(a) < 2_000));
        Assert.Equal(["waiting"], (await adapters.StatesAsync(dead)).Keys);
    }

    /// <summary>Tells changes at an even pace, whatever became of those before, and waits until the listeners have heard all of them.</summary>
    private static async Task<List<Change>> RunAsync(AdaptersUnderTest adapters, IReadOnlyList<PlayedConnection> told, IReadOnlyList<PlayedConnection> listeners, long first, int count)
    {
        var articles = PlayedPlatforms.Articles(Skus);
        var changes = new List<Change>();
        using var pace = new PeriodicTimer(Between);
        for (var i = 0; i < count && await pace.WaitForNextTickAsync(); i++)
        {
            var (article, quantity) = (articles[i % articles.Count], first + i);
            changes.Add(new(article, quantity, await adapters.WishAsync(told, article, quantity)));
        }
        foreach (var listener in listeners)
            await Eventually.Async(() => changes.TrueForAll(c => listener.Arrived.ContainsKey((listener.Listing(c.Article), c.Quantity))), TimeSpan.FromSeconds(60), $"{listener.Connection.Id} has heard every change");
        return changes;
    }

    private void Print(List<PlayedConnection> others, List<Change> before, List<Change> during)
    {
        output.WriteLine($"From a change's commit to its arrival at the platform, {Changes} changes each, ms   before p50  p95  max   during p50  p95  max");
        foreach (var other in others)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{other.Platform,-10} {other.Connection.Id[^1]}   {Figures(other, before)}   {Figures(other, during)}"));
    }

    private static string Figures(PlayedConnection connection, List<Change> changes)
    {
        var took = changes.ConvertAll(c => (connection.Arrived[(connection.Listing(c.Article), c.Quantity)] - c.WantedAt).TotalMilliseconds);
        took.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{took.Percentile(50),6:0} {took.Percentile(95),6:0} {took[^1],6:0}");
    }

    private sealed record Change(int Article, long Quantity, DateTimeOffset WantedAt);
}

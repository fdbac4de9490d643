using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>Three processes of Adapters tell a shop at Shopify and one at TikTok more changes than those may be told.</summary>
public sealed class Limits_over_replicas(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Skus = 300;
    private const int Changes = 4_000;

    /// <summary>The Standard plan: points a second, and points when nothing was asked for long.</summary>
    private const double ShopifyPerSecond = 100, ShopifyMost = 2_000;

    /// <summary>Of one shop and path in any second, as published in December 2025.</summary>
    private const int TikTokPerSecond = 50;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    private static readonly Dictionary<string, string> Settings = new() { ["Pushing__ClaimMs"] = "20000" };

    [Fact]
    public async Task No_window_holds_more_calls_than_the_platform_allows_and_the_newest_number_is_the_last_though_one_process_is_killed()
    {
        var creator = $"creator-{Guid.CreateVersion7():n}";
        await using var platforms = await PlayedPlatforms.OpenAsync(creator, Skus, [Platforms.Shopify, Platforms.TikTok]);
        var (shopify, tiktok) = (platforms.Of(Platforms.Shopify), platforms.Of(Platforms.TikTok));
        await using var adapters = await AdaptersUnderTest.StartAsync(3, creator, platforms.Connections.Select(c => c.Connection), Settings);

        var newest = await ChangeAsync(adapters, platforms.Connections, async n =>
        {
            if (n == Changes / 2) await KillAsync(adapters);
        });
        foreach (var connection in platforms.Connections)
            await Eventually.Async(async () => (await adapters.StatesAsync(connection)).Keys.SequenceEqual(["done"]), TimeSpan.FromSeconds(90), $"{connection.Connection.Id} was told everything");

        Print(shopify, tiktok);
        Assert.All(platforms.Connections, c => Assert.Equal(newest.Values, newest.Keys.Select(article => c.Shown(article)!.Value)));
        Assert.True(PlayedWindows.MostGone(shopify.Calls, ShopifyPerSecond) <= ShopifyMost);
        Assert.All(PlayedWindows.Kinds(tiktok), path => Assert.True(PlayedWindows.Most(path, TimeSpan.FromSeconds(1)) <= TikTokPerSecond, $"{PlayedWindows.Most(path, TimeSpan.FromSeconds(1))} within a second"));
        Assert.All(platforms.Connections, c => Assert.DoesNotContain(c.Calls, call => call.Answer is { Throttled: true }));
        Assert.All(platforms.Connections, c => Assert.True(c.Calls.Sum(call => call.Told.Count) < Changes));
    }

    /// <summary>Changes at an even pace, long enough that what either shop has saved up is used up, of articles that chance picks.</summary>
    /// <returns>The last number of each article.</returns>
    private async Task<SortedDictionary<int, long>> ChangeAsync(AdaptersUnderTest adapters, IReadOnlyList<PlayedConnection> connections, Func<int, Task> beforeAsync)
    {
        output.WriteLine($"seed {Seed}");
        var (chance, newest) = (new Random(Seed), new SortedDictionary<int, long>());
        using var pace = new PeriodicTimer(Between);
        for (var n = 1; n <= Changes && await pace.WaitForNextTickAsync(); n++)
        {
            await beforeAsync(n);
            var article = chance.Next(Skus);
            await adapters.WishAsync(connections, article, n);
            newest[article] = n;
        }
        return newest;
    }

    private async Task KillAsync(AdaptersUnderTest adapters)
    {
        await Eventually.Async(async () => await adapters.ClaimedAsync() > 0);
        await adapters.Replicas[1].KillAsync();
        output.WriteLine($"one of three killed; {await adapters.ClaimedAsync()} pushes are claimed, by it or the others");
    }

    private void Print(PlayedConnection shopify, PlayedConnection tiktok)
    {
        output.WriteLine($"{Changes} changes of {Skus} SKUs for each shop, three processes");
        Line(shopify, string.Create(CultureInfo.InvariantCulture, $"at most {PlayedWindows.MostGone(shopify.Calls, ShopifyPerSecond):0} of {ShopifyMost} points gone at once, {ShopifyPerSecond} a second coming back"));
        foreach (var path in PlayedWindows.Kinds(tiktok).OrderBy(p => p.Count)) output.WriteLine($"  tiktok, {PlayedWindows.Kind(tiktok.Platform, path[0])}: {path.Count} calls, at most {PlayedWindows.Most(path, TimeSpan.FromSeconds(1))} of {TikTokPerSecond} within a second");
        Line(tiktok, "in all");
    }

    private void Line(PlayedConnection connection, string limits)
    {
        var calls = connection.Calls.ToList();
        var seconds = (calls[^1].At - calls[0].At).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{connection.Platform}: {calls.Count} calls in {seconds:0.0} s told {calls.Sum(c => c.Told.Count)} numbers, {Changes - calls.Sum(c => c.Told.Count)} were superseded before they went out, {calls.Count(c => c.Answer is { Throttled: true })} throttled; {limits}"));
    }
}

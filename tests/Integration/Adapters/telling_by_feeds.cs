using CreatorFlow.Contracts;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>More changes of a seller at Amazon than calls can tell soon, by a process of Adapters that is killed.</summary>
public sealed class Telling_by_feeds
{
    private const int Skus = 80;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Feeds__From"] = "40", ["Feeds__GatherMs"] = "500", ["Feeds__LookEveryMs"] = "100", ["Feeds__FirstLookMs"] = "200", ["Feeds__ClaimMs"] = "3000",
    };

    [Fact]
    public async Task A_feed_outlives_its_process_and_what_is_newer_of_its_listings_is_told_after_it()
    {
        var creator = $"creator-{Guid.CreateVersion7():n}";
        await using var platforms = await PlayedPlatforms.OpenAsync(creator, Skus, [Platforms.Amazon]);
        var amazon = platforms.Of(Platforms.Amazon);
        var articles = PlayedPlatforms.Articles(Skus);
        platforms.Feeds.Takes = TimeSpan.FromSeconds(5);
        await using var adapters = await AdaptersUnderTest.StartAsync(1, creator, [amazon.Connection], Settings);

        foreach (var article in articles) await adapters.WishAsync([amazon], article, 7);
        await Eventually.Async(() => platforms.Feeds.All.Count > 0, TimeSpan.FromSeconds(60), "a feed was handed over");
        var listed = Told(amazon);
        var (newer, failing) = (articles.First(a => listed.Contains(amazon.Listing(a))), articles.Last(a => listed.Contains(amazon.Listing(a))));
        platforms.Feeds.Failing = amazon.Listing(failing);
        await adapters.Replicas[0].KillAsync();
        await adapters.WishAsync([amazon], newer, 9);
        await adapters.Replicas[0].StartAsync();
        await Eventually.Async(async () => !(await adapters.StatesAsync(amazon)).ContainsKey("waiting"), TimeSpan.FromSeconds(90), "everything was told");

        Assert.Equal((articles.Count - 1, 1), ((int)(await adapters.StatesAsync(amazon))["done"], (int)(await adapters.StatesAsync(amazon))["failed"]));
        Assert.All(articles.Where(a => a != newer && a != failing), a => Assert.Equal(7, amazon.Shown(a)));
        Assert.Equal(9, amazon.Shown(newer));
        Assert.InRange(platforms.Feeds.All.Count, 1, 2); // killed before it knew the feed's name, it hands the same one over again
        Assert.All(platforms.Feeds.All, feed => Assert.True(feed.Status == "DONE" && amazon.Arrived[(amazon.Listing(newer), 9)] >= feed.EndsAt));
    }

    [Fact]
    public async Task While_a_feed_is_under_way_its_channel_is_paused_and_a_listing_leaves_its_sku()
    {
        var creator = $"creator-{Guid.CreateVersion7():n}";
        await using var platforms = await PlayedPlatforms.OpenAsync(creator, Skus, [Platforms.Amazon]);
        var amazon = platforms.Of(Platforms.Amazon);
        var articles = PlayedPlatforms.Articles(Skus);
        platforms.Feeds.Takes = TimeSpan.FromSeconds(3);
        await using var adapters = await AdaptersUnderTest.StartAsync(1, creator, [amazon.Connection], Settings);
        foreach (var article in articles) await adapters.WishAsync([amazon], article, 7);
        await Eventually.Async(() => platforms.Feeds.All.Count > 0, TimeSpan.FromSeconds(60), "a feed was handed over");
        var listed = Told(amazon);
        var (newer, gone) = (articles.First(a => listed.Contains(amazon.Listing(a))), articles.Last(a => listed.Contains(amazon.Listing(a))));

        await adapters.PauseAsync(amazon, paused: true);
        await adapters.WithdrawAsync(amazon, gone);
        await adapters.WishAsync([amazon], newer, 8);
        await adapters.WishAsync([amazon], newer, 9);
        await Eventually.Async(async () => await adapters.FeedsAsync() == 0, TimeSpan.FromSeconds(60), "the feed that Amazon has is asked about to its end");
        var paused = await adapters.StatesAsync(amazon);
        Assert.Equal((1L, articles.Count - 2L, false), (paused["waiting"], paused["done"], paused.ContainsKey("withdrawn")));
        Assert.Equal(7, amazon.Shown(newer));

        await adapters.PauseAsync(amazon, paused: false);
        await Eventually.Async(() => amazon.Shown(newer) == 9, TimeSpan.FromSeconds(60), "the newest quantity was told on resume");
        Assert.DoesNotContain((amazon.Listing(newer), 8L), amazon.Arrived.Keys);
    }

    private static HashSet<string> Told(PlayedConnection amazon) =>
        [.. amazon.Calls.Where(c => c.Told.Count > 1).SelectMany(c => c.Told).Select(t => t.Listing)];
}

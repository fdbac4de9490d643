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

    private static HashSet<string> Told(PlayedConnection amazon) =>
        [.. amazon.Calls.Where(c => c.Told.Count > 1).SelectMany(c => c.Told).Select(t => t.Listing)];
}

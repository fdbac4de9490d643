using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Contracts.Adapters;

public sealed class TikTokMemory
{
    private static readonly SkuPlace Place = new("1", ["7"]);
    private readonly HandClock clock = new() { Now = DateTimeOffset.UnixEpoch };

    [Fact]
    public void A_place_is_forgotten_after_an_hour()
    {
        var directory = new SkuDirectory(clock);
        directory.Learn(Connection(), "a", Place);

        clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(Place, directory.Find(Connection(), "a"));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Null(directory.Find(Connection(), "a"));
    }

    [Fact]
    public void Connections_remember_apart_and_a_changed_one_begins_anew()
    {
        var directory = new SkuDirectory(clock);
        directory.Learn(Connection(), "a", Place);

        Assert.Null(directory.Find(Connection() with { Id = "other" }, "a"));
        Assert.Null(directory.Find(Connection() with { UpdatedAt = DateTimeOffset.UnixEpoch.AddSeconds(1) }, "a"));
    }

    [Fact]
    public void A_full_shelf_drops_what_was_learnt_longest_ago()
    {
        var directory = new SkuDirectory(clock);
        for (var i = 0; i <= SkuDirectory.MostOfOne; i++)
        {
            directory.Learn(Connection(), i.ToString(CultureInfo.InvariantCulture), Place);
            clock.Now += TimeSpan.FromMilliseconds(1);
        }

        Assert.Null(directory.Find(Connection(), "0"));
        Assert.Equal(Place, directory.Find(Connection(), SkuDirectory.MostOfOne.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_throttled_shop_is_left_alone_twice_as_long_each_time_up_to_a_minute()
    {
        var pace = new ThrottlePace(clock);
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            var wait = pace.Throttled("b", null);
            Assert.InRange(wait, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 0.5));
            Assert.InRange(pace.Throttled("b", null), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 0.5));
            clock.Now += wait;
        }
        pace.Answered("b");
        Assert.InRange(pace.Throttled("b", null), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
    }

    private static Connection Connection() => new()
    {
        Id = "c", CreatorId = "x", Platform = "tiktok", Name = "c", UpdatedAt = DateTimeOffset.UnixEpoch,
        Settings = new Dictionary<string, string>(), Secrets = new ConnectionSecrets { Current = "s" },
    };
}

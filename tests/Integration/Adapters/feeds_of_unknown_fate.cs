using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Feeds;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>A platform may have a feed that it never said it took.</summary>
public sealed class Feeds_of_unknown_fate(EngineUnderTest engine) : IClassFixture<EngineUnderTest>, IAsyncLifetime
{
    private static readonly FeedAnswer Unheard = new FeedAnswer.UnderWay("test.unheard");
    private static readonly FeedAnswer Failing = new FeedAnswer.Failed(new PushResult.Unavailable("test.away"));
    private readonly HandClock clock = new();
    private readonly Signals signals = new("test");
    private readonly FeedChannel channel = new();
    private PartitionSender sender = null!;
    private Connection connection = null!;
    private FeedStore feeds = null!;
    private FeedWork work = null!;

    public async Task InitializeAsync()
    {
        var (options, partitions, pushing) = (Options.Create(new FeedOptions()), Options.Create(new PartitionOptions()), Options.Create(new PushOptions { FirstDelayMs = 1, LongestDelayMs = 1 }));
        sender = new(new(engine.Broker), partitions);
        feeds = new(engine.Database, options, clock);
        var settlement = new PushSettlement(engine.Store(clock: clock), new DeliveryPublisher(sender, partitions, clock), new PushPatience(pushing), new PushMeter(signals, clock), new DatabaseGate(engine.Database, clock), clock);
        work = new(feeds, settlement, new Breakers(pushing, signals, clock), options, pushing, clock, NullLogger<FeedWork>.Instance);
        connection = await engine.ConnectAsync(Platforms.Amazon);
        await engine.WishAsync(connection, "L", 9, "older");
        clock.Now = DateTimeOffset.UtcNow;
        await feeds.BeginAsync(new(connection.Id, connection.CreatorId, connection.Platform, Critical: false), 10, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await sender.DisposeAsync();
        signals.Dispose();
    }

    [Fact]
    public async Task It_is_handed_over_again_and_nothing_newer_of_its_listings_is_told_before_its_end()
    {
        Assert.Equal(1, await StepAsync(0, Unheard));
        await engine.WishAsync(connection, "L", 3, "newer");
        Assert.Equal(1, await StepAsync(5, Failing));
        Assert.Equal(1, await StepAsync(5, Failing, paused: true));
        Assert.Equal(1, await StepAsync(5, new FeedAnswer.Submitted("name", new Dictionary<int, PushResult>())));
        Assert.Equal(3, channel.HandedOver);
        Assert.Empty(await engine.Store(clock: clock).ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Equal(0, await StepAsync(5, new FeedAnswer.Finished(new Dictionary<int, PushResult>())));
        var told = Assert.Single(await engine.Store(clock: clock).ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Equal((3, 9L), (told.Quantity, told.Expected));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task One_that_was_not_handed_over_by_its_first_step_is_dissolved(bool paused, int handedOver)
    {
        Assert.Equal(0, await StepAsync(0, Failing, paused));
        Assert.Equal(handedOver, channel.HandedOver);
        Assert.Equal("waiting", (await engine.RowAsync(connection, "L")).Status);
    }

    [Fact]
    public async Task After_its_patience_it_counts_as_lost()
    {
        Assert.Equal(1, await StepAsync(0, Unheard));
        Assert.Equal(1, await StepAsync(359, Unheard));
        Assert.Equal(0, await StepAsync(2, Unheard));
        Assert.Equal(new("waiting", "older", 9, null, 1, "feed.overdue", false), await engine.RowAsync(connection, "L"));
    }

    /// <summary>The feed's next step, so many minutes after the one before.</summary>
    /// <returns>Listings that are in it after that.</returns>
    private async Task<int> StepAsync(int minutes, FeedAnswer answer, bool paused = false)
    {
        clock.Now += TimeSpan.FromMinutes(minutes);
        channel.Answer = answer;
        var feed = await feeds.ClaimAsync([], CancellationToken.None);
        await work.StepAsync(feed!, connection with { Paused = paused }, channel, CancellationToken.None);
        return (await feeds.ItemsAsync(feed!, connection, CancellationToken.None)).Count;
    }

    /// <summary>Says what it is told to say.</summary>
    private sealed class FeedChannel : IChannelAdapter
    {
        public FeedAnswer Answer { get; set; } = Unheard;

        public int HandedOver { get; private set; }

        public string Platform => Platforms.Amazon;

        public int MostPerCall => 1;

        public int CallsAtOnce => 1;

        public int MostPerFeed => 10;

        public Task<FeedAnswer> SubmitFeedAsync(Connection connection, IReadOnlyList<FeedItem> items, CancellationToken cancellation)
        {
            HandedOver++;
            return Task.FromResult(Answer);
        }

        public Task<FeedAnswer> LookAtFeedAsync(Connection connection, string feed, CancellationToken cancellation) => Task.FromResult(Answer);

        public Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation) => throw new NotSupportedException();
    }
}

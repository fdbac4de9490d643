using CreatorFlow.Adapters.Feeds;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Feed_claims(EngineUnderTest engine) : IClassFixture<EngineUnderTest>
{
    [Fact]
    public async Task A_replica_that_lost_a_feed_writes_nothing_of_it()
    {
        var connection = await engine.ConnectAsync(Platforms.Amazon);
        await engine.WishAsync(connection, "L", 9, "run");
        var (early, late) = (Store(TimeProvider.System), Store(new Ahead(TimeSpan.FromMinutes(2))));
        await early.BeginAsync(new(connection.Id, connection.CreatorId, connection.Platform, Critical: false), 10, CancellationToken.None);
        var lost = await early.ClaimAsync([], CancellationToken.None);
        Assert.True(await early.KeepAsync(lost!, CancellationToken.None));
        var taken = await late.ClaimAsync([], CancellationToken.None);
        Assert.Equal(lost!.Id, taken!.Id);

        Assert.False(await early.KeepAsync(lost, CancellationToken.None));
        await early.SubmittedAsync(lost, "of-who-lost-it", CancellationToken.None);
        await early.LookAgainAsync(lost, DateTimeOffset.UtcNow, CancellationToken.None);
        var items = (await late.ItemsAsync(taken, connection, CancellationToken.None)).Keys;
        await early.LeaveAsync(lost, items, CancellationToken.None);
        Assert.Null(await late.ClaimAsync([], CancellationToken.None));
        Assert.Equal(items, (await late.ItemsAsync(taken, connection, CancellationToken.None)).Keys);

        await late.SubmittedAsync(taken, "of-who-has-it", CancellationToken.None);
        await late.LookAgainAsync(taken, DateTimeOffset.UtcNow, CancellationToken.None);
        Assert.Equal("of-who-has-it", (await late.ClaimAsync([], CancellationToken.None))!.Name);
        await late.LeaveAsync(taken with { Claims = taken.Claims + 1 }, items, CancellationToken.None);
        Assert.Empty(await late.ItemsAsync(taken, connection, CancellationToken.None));
    }

    [Fact]
    public async Task A_replica_takes_none_up_again_that_is_under_way_with_it()
    {
        var connection = await engine.ConnectAsync(Platforms.Amazon);
        await engine.WishAsync(connection, "L", 9, "run");
        var (early, late) = (Store(TimeProvider.System), Store(new Ahead(TimeSpan.FromMinutes(2))));
        await early.BeginAsync(new(connection.Id, connection.CreatorId, connection.Platform, Critical: false), 10, CancellationToken.None);
        var mine = await early.ClaimAsync([], CancellationToken.None);
        Assert.Null(await late.ClaimAsync([mine!.Id], CancellationToken.None));
        Assert.True(await late.KeepAsync(mine, CancellationToken.None));
        await late.LookAgainAsync(mine, DateTimeOffset.UtcNow.AddHours(1), CancellationToken.None);
    }

    private FeedStore Store(TimeProvider clock) => new(engine.Database, Options.Create(new FeedOptions()), clock);
}

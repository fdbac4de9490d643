using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.OrderPolling;
using CreatorFlow.Contracts;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Order_polls(EngineUnderTest engine) : IClassFixture<EngineUnderTest>
{
    private static readonly string[] Polled = [Platforms.Shopify];

    [Fact]
    public async Task A_connection_is_polled_by_one_replica_at_a_time()
    {
        var connection = await engine.ConnectAsync(Platforms.Shopify);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store(0).AdmitAsync(Polled, CancellationToken.None)));
        Assert.Single(await ClaimAsync(0), p => p?.ConnectionId == connection.Id);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store(0).ClaimAsync(connection.Id, CancellationToken.None))), Assert.Null);
        var second = Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store(3).ClaimAsync(connection.Id, CancellationToken.None))), p => p is not null)!;
        Assert.Equal(2, second.Number);
    }

    [Fact]
    public async Task The_mark_moves_to_where_the_poll_began_and_by_who_has_it_alone()
    {
        var (connection, first) = await ClaimedAsync();
        var second = Assert.Single(await ClaimAsync(3), p => p?.ConnectionId == connection.Id)!;
        await Store(3).CompleteAsync(first, CancellationToken.None);
        Assert.False(await Store(3).KeepAsync(first, "late", CancellationToken.None));
        Assert.True(await Store(3).KeepAsync(second, "page 2", CancellationToken.None));
        await Store(3).CompleteAsync(second, CancellationToken.None);
        Assert.DoesNotContain(await ClaimAsync(4), p => p?.ConnectionId == connection.Id);
        var next = Assert.Single(await ClaimAsync(14), p => p?.ConnectionId == connection.Id)!;
        Assert.Equal((second.BeganAt, null), (next.ReadUntil, next.Cursor));
    }

    [Fact]
    public async Task A_poll_that_failed_goes_on_from_its_page_and_one_that_was_refused_begins_anew()
    {
        var (connection, poll) = await ClaimedAsync();
        await Store(0).KeepAsync(poll, "page 2", CancellationToken.None);
        await Store(0).FailAsync(poll, "shopify.throttled", TimeSpan.FromMinutes(1), anew: false, CancellationToken.None);
        var again = Assert.Single(await ClaimAsync(2), p => p?.ConnectionId == connection.Id)!;
        Assert.Equal(("page 2", poll.ReadUntil, poll.BeganAt), (again.Cursor, again.ReadUntil, again.BeganAt));
        await Store(2).FailAsync(again, "shopify.graphqlvalidation", TimeSpan.FromMinutes(1), anew: true, CancellationToken.None);
        var anew = Assert.Single(await ClaimAsync(4), p => p?.ConnectionId == connection.Id)!;
        Assert.Equal((null, poll.ReadUntil), (anew.Cursor, anew.ReadUntil));
        Assert.True(anew.BeganAt > poll.BeganAt);
    }

    private async Task<(Connection Connection, ClaimedPoll Poll)> ClaimedAsync()
    {
        var connection = await engine.ConnectAsync(Platforms.Shopify);
        await Store(0).AdmitAsync(Polled, CancellationToken.None);
        return (connection, Assert.Single(await ClaimAsync(0), p => p?.ConnectionId == connection.Id)!);
    }

    /// <summary>Eight replicas at once, so many minutes from now.</summary>
    private Task<ClaimedPoll?[]> ClaimAsync(int minutes) => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store(minutes).ClaimAsync(Polled, CancellationToken.None)));

    private PollStore Store(int minutes) => new(engine.Database, Options.Create(new OrderPollingOptions()), new Ahead(TimeSpan.FromMinutes(minutes)));
}

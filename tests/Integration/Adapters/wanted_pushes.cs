using System.Globalization;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Adapters.Replicas;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Wanted_pushes(EngineUnderTest engine) : IClassFixture<EngineUnderTest>
{
    [Fact]
    public async Task Two_replicas_claim_no_push_twice()
    {
        var connection = await engine.ConnectAsync();
        for (var i = 0; i < 200; i++) await engine.WishAsync(connection, i.ToString(CultureInfo.InvariantCulture), i, "run");
        var claimed = await Task.WhenAll(Enumerable.Range(0, 2).SelectMany(_ => { var replica = engine.Store(); return new[] { ClaimAllAsync(replica, connection), ClaimAllAsync(replica, connection) }; }));
        Assert.Equal(200, claimed.Sum(c => c.Count));
        Assert.Equal(200, claimed.SelectMany(c => c).Distinct().Count());
    }

    [Fact]
    public async Task No_two_claims_at_once_have_locations_of_one_listing()
    {
        const int Listings = 100;
        var connection = await engine.ConnectAsync();
        for (var i = 0; i < Listings; i++)
            foreach (var location in (string[])["W1", "W2"]) await engine.WishAsync(connection, i.ToString(CultureInfo.InvariantCulture), i, "run", location);
        var claims = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimsAsync(engine.Store(), connection)))).SelectMany(c => c).ToList();
        var holders = claims.SelectMany((claim, number) => claim.Select(push => (push.ListingId, number))).ToLookup(h => h.ListingId, h => h.number);
        Assert.Equal(Listings, holders.Count);
        Assert.All(holders, listing => Assert.Single(listing.Distinct()));
    }

    [Fact]
    public async Task A_location_waits_while_another_of_its_listing_is_told_and_not_for_a_dead_replica()
    {
        var connection = await engine.ConnectAsync();
        using ReplicaLease killed = engine.Lease(), other = engine.Lease();
        await killed.RenewAsync(CancellationToken.None);
        await other.RenewAsync(CancellationToken.None);
        var (dying, store) = (engine.Store(lease: killed), engine.Store(lease: other));
        await engine.WishAsync(connection, "L", 9, "run", "W1");
        var told = await store.ClaimAsync(connection, 10, CancellationToken.None);
        await engine.WishAsync(connection, "L", 3, "run", "W2");
        Assert.Empty(await dying.ClaimAsync(connection, 10, CancellationToken.None));
        Assert.DoesNotContain(connection.Id, (await dying.WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        await RecordAsync(store, connection, told, new PushResult.Taken());
        Assert.Equal("W2", Assert.Single(await dying.ClaimAsync(connection, 10, CancellationToken.None)).ChannelLocation);
        await engine.WishAsync(connection, "L", 8, "newer", "W1");
        Assert.Empty(await store.ClaimAsync(connection, 10, CancellationToken.None));
        await engine.EndTermAsync(killed);
        Assert.Contains(connection.Id, (await store.WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        Assert.Equal(["W1", "W2"], (await store.ClaimAsync(connection, 10, CancellationToken.None)).Select(p => p.ChannelLocation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_newer_run_during_a_call_goes_on_waiting_and_learns_what_is_shown()
    {
        var (connection, store) = (await engine.ConnectAsync(), engine.Store());
        await engine.WishAsync(connection, "L", 9, "older");
        var claimed = await store.ClaimAsync(connection, 10, CancellationToken.None);
        await engine.WishAsync(connection, "L", 3, "newer");
        Assert.Empty(await engine.Store().ClaimAsync(connection, 10, CancellationToken.None));
        await RecordAsync(store, connection, claimed, new PushResult.Taken());
        Assert.Equal(new("waiting", "newer", 3, 9, 0, null, false), await engine.RowAsync(connection, "L"));
        await RecordAsync(store, connection, await store.ClaimAsync(connection, 10, CancellationToken.None), new PushResult.Taken());
        Assert.Equal(new("done", "newer", 3, 3, 1, null, false), await engine.RowAsync(connection, "L"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_older_runs_failure_is_not_the_newer_ones(bool refused)
    {
        var (connection, store) = (await engine.ConnectAsync(), engine.Store());
        await engine.WishAsync(connection, "L", 9, "older");
        var claimed = await store.ClaimAsync(connection, 10, CancellationToken.None);
        await engine.WishAsync(connection, "L", 3, "newer");
        await RecordAsync(store, connection, claimed, refused ? new PushResult.Refused("test.refused") : new PushResult.Unavailable("test.away"));
        Assert.Equal(new("waiting", "newer", 3, null, 0, null, false), await engine.RowAsync(connection, "L"));
    }

    [Fact]
    public async Task The_claim_of_a_dead_replica_is_taken_up_when_it_ends()
    {
        var connection = await engine.ConnectAsync();
        await engine.WishAsync(connection, "L", 9, "run");
        Assert.Single(await engine.Store().ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Empty(await engine.Store(clock: new Ahead(TimeSpan.FromSeconds(50))).ClaimAsync(connection, 10, CancellationToken.None));
        var later = engine.Store(clock: new Ahead(TimeSpan.FromSeconds(70)));
        Assert.Contains(connection.Id, (await later.WaitingAsync(CancellationToken.None)).Select(w => w.ConnectionId));
        Assert.Equal(0, Assert.Single(await later.ClaimAsync(connection, 10, CancellationToken.None)).Attempts);
    }

    [Fact]
    public async Task After_the_last_try_it_is_a_dead_letter_with_its_code()
    {
        var connection = await engine.ConnectAsync();
        var settings = new PushOptions { Attempts = 3, FirstDelayMs = 1, LongestDelayMs = 1 };
        await engine.WishAsync(connection, "L", 9, "run");
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var store = engine.Store(settings, new Ahead(TimeSpan.FromSeconds(attempt)));
            await RecordAsync(store, connection, await store.ClaimAsync(connection, 10, CancellationToken.None), new PushResult.Unavailable("test.away"));
            Assert.Equal((attempt < 3 ? "waiting" : "dead", attempt, "test.away"), await StateAsync(connection));
        }
        Assert.Empty(await engine.Store(settings, new Ahead(TimeSpan.FromDays(1))).ClaimAsync(connection, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_claim_given_back_is_no_try()
    {
        var (connection, store) = (await engine.ConnectAsync(), engine.Store());
        await engine.WishAsync(connection, "L", 9, "run");
        var claimed = await store.ClaimAsync(connection, 10, CancellationToken.None);
        await store.ReleaseAsync(connection, claimed, DateTimeOffset.UtcNow.AddSeconds(30), CancellationToken.None);
        Assert.Equal(new("waiting", "run", 9, null, 0, null, false), await engine.RowAsync(connection, "L"));
        Assert.Empty(await store.ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Single(await engine.Store(clock: new Ahead(TimeSpan.FromSeconds(31))).ClaimAsync(connection, 10, CancellationToken.None));
    }

    [Fact]
    public async Task What_a_killed_replica_claimed_is_free_once_its_term_is_over()
    {
        var connection = await engine.ConnectAsync();
        using var killed = engine.Lease();
        using var other = engine.Lease();
        await killed.RenewAsync(CancellationToken.None);
        await engine.WishAsync(connection, "L", 9, "run");
        Assert.Single(await engine.Store(lease: killed).ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Empty(await engine.Store(lease: other).ClaimAsync(connection, 10, CancellationToken.None));
        await engine.EndTermAsync(killed);
        Assert.Single(await engine.Store(lease: other).ClaimAsync(connection, 10, CancellationToken.None));
        Assert.Empty(await engine.Store(lease: killed).ClaimAsync(connection, 10, CancellationToken.None)); // the other has no term: its claim lasts by its time
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_late_frees_nothing_that_another_replica_took_up(bool answered)
    {
        var connection = await engine.ConnectAsync();
        using ReplicaLease late = engine.Lease(), other = engine.Lease();
        await late.RenewAsync(CancellationToken.None);
        await other.RenewAsync(CancellationToken.None);
        await engine.WishAsync(connection, "L", 9, "older");
        var store = engine.Store(lease: late);
        var claimed = await store.ClaimAsync(connection, 10, CancellationToken.None);
        await engine.EndTermAsync(late);
        await engine.WishAsync(connection, "L", 3, "newer");
        Assert.Equal(3, Assert.Single(await engine.Store(lease: other).ClaimAsync(connection, 10, CancellationToken.None)).Quantity);
        if (answered) await RecordAsync(store, connection, claimed, new PushResult.Unavailable("test.away"));
        else await store.ReleaseAsync(connection, claimed, DateTimeOffset.UtcNow.AddSeconds(-1), CancellationToken.None);
        Assert.Empty(await engine.Store().ClaimAsync(connection, 10, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_late_writes_nothing_over_another_replicas_newer_answer(bool taken)
    {
        var connection = await engine.ConnectAsync();
        using ReplicaLease late = engine.Lease(), other = engine.Lease();
        await late.RenewAsync(CancellationToken.None);
        await other.RenewAsync(CancellationToken.None);
        await engine.WishAsync(connection, "L", 9, "run");
        var (slow, store) = (engine.Store(lease: late), engine.Store(lease: other));
        var claimed = await slow.ClaimAsync(connection, 10, CancellationToken.None);
        await engine.EndTermAsync(late);
        if (taken) await engine.WishAsync(connection, "L", 3, "newer");
        await RecordAsync(store, connection, await store.ClaimAsync(connection, 10, CancellationToken.None), new PushResult.Taken());
        var answered = await engine.RowAsync(connection, "L");
        Assert.Equal("done", answered.Status);
        await RecordAsync(slow, connection, claimed, taken ? new PushResult.Taken() : new PushResult.Unavailable("test.away"));
        Assert.Equal(answered, await engine.RowAsync(connection, "L"));
    }

    [Fact]
    public async Task A_replica_that_cannot_say_that_it_lives_stops_its_calls_before_others_may_take_them_up()
    {
        using var lease = engine.Lease();
        var connection = await engine.ConnectAsync();
        await engine.WishAsync(connection, "L", 9, "run");
        Assert.Null(lease.Current.Replica);
        await lease.RenewAsync(CancellationToken.None);
        var claimed = await engine.Store(lease: lease).ClaimAsync(connection, 10, CancellationToken.None);
        Assert.False(claimed.Held.IsCancellationRequested);
        await Eventually.Async(() => claimed.Held.IsCancellationRequested, ReplicaLease.Term);
        Assert.Null(lease.Current.Replica);
        await lease.RenewAsync(CancellationToken.None);
        Assert.Equal((lease.Id, false), (lease.Current.Replica, lease.Current.Held.IsCancellationRequested));
        Assert.True(claimed.Held.IsCancellationRequested); // a term that begins anew holds nothing that was claimed before
    }

    private static async Task<List<string>> ClaimAllAsync(PushStore store, Connection connection) =>
        [.. (await ClaimsAsync(store, connection)).SelectMany(claim => claim.Select(push => push.ListingId))];

    private static async Task<List<PushClaim>> ClaimsAsync(PushStore store, Connection connection)
    {
        var all = new List<PushClaim>();
        // Skipping what another holds, a claim may find less than there is; only an empty table ends it.
        while (await store.ClaimAsync(connection, 7, CancellationToken.None) is { Count: > 0 } claimed) all.Add(claimed);
        return all;
    }

    private static Task RecordAsync(PushStore store, Connection connection, IReadOnlyList<WaitingPush> claimed, PushResult result) =>
        store.RecordAsync(connection, [.. claimed.Select(c => new AnsweredPush(c, result))], CancellationToken.None);

    private async Task<(string, int, string?)> StateAsync(Connection connection)
    {
        var row = await engine.RowAsync(connection, "L");
        return (row.Status, row.Attempts, row.Failure);
    }
}

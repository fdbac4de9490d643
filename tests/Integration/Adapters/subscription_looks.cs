using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Subscriptions;
using CreatorFlow.Contracts;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Subscription_looks(EngineUnderTest engine) : IClassFixture<EngineUnderTest>
{
    private static readonly string[] Asked = [Platforms.Shopify];
    private static readonly string[] Topics = ["orders/create"];

    [Fact]
    public async Task A_connection_is_looked_at_by_one_replica_and_a_look_that_fell_silent_writes_nothing()
    {
        var (connection, look) = await LookedAtAsync();
        Assert.DoesNotContain(await ClaimAsync(0), l => l?.ConnectionId == connection.Id);
        var second = Assert.Single(await ClaimAsync(3), l => l?.ConnectionId == connection.Id)!;
        Assert.Equal(look.Number + 1, second.Number);
        Assert.False(await Store(3).NoticeAsync(look, Topics, CancellationToken.None));
        Assert.True(await Store(3).NoticeAsync(second, Topics, CancellationToken.None));
        await Store(3).ConcludeAsync(second, SubscriptionStatus.Repaired, Topics, null, TimeSpan.FromMinutes(10), CancellationToken.None);
        Assert.DoesNotContain(await ClaimAsync(12), l => l?.ConnectionId == connection.Id);
        Assert.Contains(await ClaimAsync(14), l => l?.ConnectionId == connection.Id);
    }

    [Fact]
    public async Task A_gap_is_known_though_its_look_was_interrupted_and_a_run_follows_once_it_is_over()
    {
        var (connection, look) = await LookedAtAsync();
        Assert.True(await Store(0).NoticeAsync(look, Topics, CancellationToken.None));
        await MendAsync(0);
        Assert.Empty(await RunsAsync(connection));
        var second = Assert.Single(await ClaimAsync(3), l => l?.ConnectionId == connection.Id)!;
        Assert.Equal((SubscriptionStatus.Missing, "orders/create"), (second.Status, Assert.Single(second.Missing)));
        await Store(3).ConcludeAsync(second, SubscriptionStatus.Repaired, second.Missing, null, TimeSpan.FromMinutes(10), CancellationToken.None);
        await MendAsync(4);
        Assert.Equal([("waiting", false)], await RunsAsync(connection));
    }

    [Fact]
    public async Task An_open_run_is_waited_for_and_one_that_failed_is_asked_for_again_until_one_is_completed()
    {
        var (connection, look) = await LookedAtAsync();
        await RunAsync("insert into sync_runs (tenant_id, id, connection_id, platform, dry_run, asked_by, status, requested_at) values ($2, 'open', $1, 'shopify', true, 'person', 'running', now())", connection.Id, connection.CreatorId);
        await Store(0).NoticeAsync(look, Topics, CancellationToken.None);
        await Store(0).ConcludeAsync(look, SubscriptionStatus.Repaired, Topics, null, TimeSpan.FromMinutes(10), CancellationToken.None);
        await MendAsync(0);
        Assert.Equal([("running", true)], await RunsAsync(connection));
        await EndAsync(connection, "completed");
        await MendAsync(0);
        Assert.Equal([("completed", true), ("waiting", false)], await RunsAsync(connection));
        await EndAsync(connection, "failed");
        await MendAsync(0);
        Assert.Equal(2, (await RunsAsync(connection)).Count); // not at once
        await MendAsync(2);
        Assert.Equal([("completed", true), ("failed", false), ("waiting", false)], await RunsAsync(connection));
        await EndAsync(connection, "completed");
        await MendAsync(60);
        await MendAsync(120);
        Assert.Equal(3, (await RunsAsync(connection)).Count);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://hooks.example.com", true)]
    [InlineData("https://hooks.example.com/in/", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://hooks.example.com", false)]
    [InlineData("hooks.example.com", false)]
    [InlineData("https://user:word@hooks.example.com", false)]
    [InlineData("https://hooks.example.com?a=b", false)]
    public void A_public_address_is_one_that_platforms_can_post_to(string address, bool valid) =>
        Assert.Equal(valid, !new SubscriptionOptions { PublicAddress = address }.Validate(new(new object())).Any());

    private async Task<(Connection Connection, SubscriptionLook Look)> LookedAtAsync()
    {
        var connection = await engine.ConnectAsync(Platforms.Shopify);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(0).AdmitAsync(Asked, CancellationToken.None)));
        return (connection, Assert.Single(await ClaimAsync(0), l => l?.ConnectionId == connection.Id)!);
    }

    /// <summary>Eight replicas at once, so many minutes from now.</summary>
    private Task<SubscriptionLook?[]> ClaimAsync(int minutes) => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store(minutes).ClaimAsync(Asked, CancellationToken.None)));

    private Task MendAsync(int minutes) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(minutes).MendGapsAsync(CancellationToken.None)));

    private SubscriptionStore Store(int minutes) => new(engine.Database, Options.Create(new SubscriptionOptions()), new Ahead(TimeSpan.FromMinutes(minutes)));

    private Task EndAsync(Connection connection, string status) =>
        RunAsync("update sync_runs set status = $2, finished_at = now() where connection_id = $1 and status in ('waiting', 'running')", connection.Id, status);

    private async Task<List<(string Status, bool DryRun)>> RunsAsync(Connection connection)
    {
        await using var command = engine.Database.CreateCommand("select status, dry_run from sync_runs where connection_id = $1 order by requested_at");
        command.Parameters.Add(new() { Value = connection.Id });
        await using var row = await command.ExecuteReaderAsync();
        var runs = new List<(string, bool)>();
        while (await row.ReadAsync()) runs.Add((row.GetString(0), row.GetBoolean(1)));
        return runs;
    }

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var command = engine.Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}

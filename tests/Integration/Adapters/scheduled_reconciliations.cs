using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Reconciling;
using CreatorFlow.Contracts;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Scheduled_reconciliations(EngineUnderTest engine) : IClassFixture<EngineUnderTest>
{
    private static readonly string[] Readable = [Platforms.Shopify];

    [Fact]
    public async Task A_connection_is_compared_once_each_quarter_of_an_hour_however_many_replicas_look()
    {
        var connection = await engine.ConnectAsync(Platforms.Shopify);
        await LookAsync(minutes: 14);
        Assert.Empty(await RunsAsync(connection));
        await LookAsync(minutes: 16);
        Assert.Equal([("waiting", true, "schedule")], await RunsAsync(connection));
        await LookAsync(minutes: 60);
        Assert.Single(await RunsAsync(connection)); // an open one is in the way
        await EndAsync(connection);
        await LookAsync(minutes: 30);
        Assert.Single(await RunsAsync(connection));
        await LookAsync(minutes: 32);
        Assert.Equal(2, (await RunsAsync(connection)).Count);
        await EndAsync(connection);
    }

    [Fact]
    public async Task A_run_is_claimed_by_one_replica_and_its_old_claim_writes_nothing()
    {
        var connection = await engine.ConnectAsync(Platforms.Shopify);
        await LookAsync(minutes: 100);
        var run = Assert.Single(await ClaimAsync(100), c => c?.ConnectionId == connection.Id)!;
        Assert.Equal(2, Assert.Single(await ClaimAsync(103), c => c?.Id == run.Id)!.Attempt);
        Assert.False(await Store(103).KeepAsync(run, 1, 1, CancellationToken.None));
        await Store(103).CompleteAsync(run, new(1, 1, 1, 0, []), CancellationToken.None);
        Assert.Equal("running", Assert.Single(await RunsAsync(connection)).Status);
        await EndAsync(connection);
    }

    /// <summary>Four replicas look at once, so many minutes from now.</summary>
    private Task LookAsync(int minutes) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(minutes).ScheduleAsync(Readable, CancellationToken.None)));

    private Task<ClaimedRun?[]> ClaimAsync(int minutes) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store(minutes).ClaimAsync([], CancellationToken.None)));

    private RunStore Store(int minutes) => new(engine.Database, Options.Create(new ReconcilingOptions()), new Ahead(TimeSpan.FromMinutes(minutes)));

    private async Task<List<(string Status, bool DryRun, string AskedBy)>> RunsAsync(Connection connection)
    {
        await using var command = engine.Database.CreateCommand("select status, dry_run, asked_by from sync_runs where connection_id = $1");
        command.Parameters.Add(new() { Value = connection.Id });
        await using var row = await command.ExecuteReaderAsync();
        var runs = new List<(string, bool, string)>();
        while (await row.ReadAsync()) runs.Add((row.GetString(0), row.GetBoolean(1), row.GetString(2)));
        return runs;
    }

    private async Task EndAsync(Connection connection)
    {
        await using var command = engine.Database.CreateCommand("update sync_runs set status = 'completed' where connection_id = $1");
        command.Parameters.Add(new() { Value = connection.Id });
        await command.ExecuteNonQueryAsync();
    }
}

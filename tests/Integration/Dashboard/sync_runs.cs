using CreatorFlow.Testing.Platform;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>Reconciliations as they are asked for; nobody makes them here.</summary>
public sealed class Sync_runs(SharedFixture<DashboardUnderTest> shared) : IClassFixture<SharedFixture<DashboardUnderTest>>
{
    private readonly DashboardUnderTest api = shared.Value;

    [Fact]
    public async Task Of_starts_at_once_one_wins_and_the_others_are_told()
    {
        var creator = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => StartAsync(creator, new { dryRun = true })));
        Assert.Equal(1, answers.Count(a => a.Status == 202));
        Assert.Equal(15, answers.Count(a => a is (409, "reconciliation.running")));
        Assert.Single(await api.ReadAllAsync(creator, "/api/v1/sync-runs"));
    }

    [Fact]
    public async Task A_key_starts_one_run_however_often_it_is_sent()
    {
        var creator = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync(creator, new { dryRun = false }, "key")));
        Assert.All(answers, a => Assert.Equal(202, a.Status));
        Assert.Single(answers.Select(a => a.Said).Distinct());
        Assert.Equal((409, "idempotency.key_conflict"), await StartAsync(creator, new { dryRun = true }, "key"));
        Assert.Equal((409, "reconciliation.running"), await StartAsync(creator, new { dryRun = false }, "another"));
    }

    [Fact]
    public async Task A_run_is_a_dry_one_unless_it_is_said_otherwise()
    {
        var creator = await NewAsync();
        var (_, id) = await StartAsync(creator, null);
        var run = await api.ReadAsync(creator, $"/api/v1/sync-runs/{id}");
        Assert.Equal((true, "waiting", "person", JsonValueKind.Null), (run.GetProperty("dryRun").GetBoolean(), run.GetProperty("status").GetString(), run.GetProperty("askedBy").GetString(), run.GetProperty("accuracy").ValueKind));
    }

    [Fact]
    public async Task A_run_repairs_the_chosen_listings_whatever_their_order()
    {
        var creator = await NewAsync();
        var (_, id) = await StartAsync(creator, new { dryRun = false, listings = new[] { "b", "a" } }, "key");
        Assert.Equal((202, id), await StartAsync(creator, new { dryRun = false, listings = new[] { "a", "b", "a" } }, "key"));
        Assert.Equal((409, "idempotency.key_conflict"), await StartAsync(creator, new { dryRun = false, listings = new[] { "a" } }, "key"));
        Assert.Equal((409, "idempotency.key_conflict"), await StartAsync(creator, new { dryRun = false }, "key"));
        Assert.Equal((400, "listings.invalid"), await StartAsync(creator, new { dryRun = true, listings = new[] { "a" } }));
        Assert.Equal((400, "listings.invalid"), await StartAsync(creator, new { dryRun = false, listings = Array.Empty<string>() }));
        Assert.Equal((400, "listings.invalid"), await StartAsync(creator, new { dryRun = false, listings = Enumerable.Range(0, 501).Select(n => $"{n}").ToArray() }));
    }

    [Fact]
    public async Task Runs_are_kept_and_listed_the_latest_first_page_by_page()
    {
        var creator = await NewAsync();
        var started = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            started.Insert(0, (await StartAsync(creator, null)).Said);
            await RunAsync("update sync_runs set status = 'completed', finished_at = now(), listings = 3, matching = 1, settling = 1, drifting = 1 where tenant_id = $1", creator);
        }
        var all = await api.ReadAllAsync(creator, "/api/v1/sync-runs?limit=2");
        Assert.Equal(started, all.Select(r => r.GetProperty("id").GetString()));
        Assert.All(all, r => Assert.Equal(0.666666m, r.GetProperty("accuracy").GetDecimal()));
        Assert.Equal(5, (await api.ReadAllAsync(creator, $"/api/v1/sync-runs?connection={creator}-shop&status=completed")).Count);
        Assert.Empty(await api.ReadAllAsync(creator, "/api/v1/sync-runs?status=failed"));
        Assert.Empty(await api.ReadAllAsync(creator, $"/api/v1/sync-runs/{started[0]}/differences"));
    }

    [Fact]
    public async Task What_is_not_there_or_cannot_be_compared_is_refused_by_its_code()
    {
        var (creator, other) = (await NewAsync(), await NewAsync());
        var (_, id) = await StartAsync(creator, null);
        Assert.Equal((404, "connection.unknown"), await StartAsync(other, null, connection: $"{creator}-shop"));
        Assert.Equal((422, "channel.not_readable"), await StartAsync(creator, null, connection: $"{creator}-own"));
        Assert.Equal((404, "sync_run.not_found"), await api.RefusalAsync(other, $"/api/v1/sync-runs/{id}"));
        Assert.Equal((404, "sync_run.not_found"), await api.RefusalAsync(other, $"/api/v1/sync-runs/{id}/differences"));
        Assert.Equal((400, "status.invalid"), await api.RefusalAsync(creator, "/api/v1/sync-runs?status=lost"));
        Assert.Equal((400, "cause.invalid"), await api.RefusalAsync(creator, $"/api/v1/sync-runs/{id}/differences?cause=weather"));
        Assert.Equal((400, "cursor.invalid"), await api.RefusalAsync(creator, "/api/v1/sync-runs?cursor=WyJhIiwiYiJd"));
    }

    private async Task<string> NewAsync()
    {
        var creator = api.NewCreator().Creator;
        await RunAsync("insert into creators (id, name) values ($1, 'Test')", creator);
        await RunAsync("insert into connections (id, creator_id, platform, name, secrets) values ($1 || '-shop', $1, 'shopify', 'Shop', ''), ($1 || '-own', $1, 'standard', 'Own', '')", creator);
        return creator;
    }

    private async Task RunAsync(string sql, string creator)
    {
        await using var command = api.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>The run's id, or the code of the refusal.</returns>
    private async Task<(int Status, string? Said)> StartAsync(string creator, object? body, string? key = null, string? connection = null)
    {
        using var answer = await api.SendAsync(HttpMethod.Post, $"/api/v1/channels/{connection ?? $"{creator}-shop"}/reconciliations", body, creator, key);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return ((int)answer.StatusCode, said.RootElement.GetProperty(answer.IsSuccessStatusCode ? "id" : "code").GetString());
    }
}

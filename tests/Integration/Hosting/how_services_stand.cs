using System.Net;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Hosting;

/// <summary>Gateway, Dashboard API, Ingest and Projection as processes, without Adapters: what their metrics, their health and the page Ops say.</summary>
public sealed class How_services_stand(AccessUnderTest system) : IClassFixture<AccessUnderTest>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Metrics_tell_what_waits_what_was_checked_and_the_pools()
    {
        await ToldAsync(system.Pipeline.Ingest.Address, "queue_depth{", "queue=\"spool\"", "db_client_connection_count{", "db_client_connection_state=\"used\"", "db_client_connection_max{", "pool_name=\"postgres\"");
        await ToldAsync(system.Pipeline.Projection.Address, "queue=\"partitions\"", "queue=\"outbox\"", "queue=\"fetch_order\"", "queue_age_seconds{", "events_lost_total", "events_duplicated_total", "events_disordered_total", "events_unchecked");
        var dashboard = await ToldAsync(system.Dashboard, "feed_lag_seconds", "syncs_concurrent");
        Assert.DoesNotContain("Password", dashboard, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_service_that_is_ready_but_behind_says_with_what()
    {
        var ingest = system.Pipeline.Ingest.Address;
        await Eventually.Async(async () => (await HealthAsync(ingest, "caughtup")).Status == HttpStatusCode.OK);
        // Of a partition that nobody drains.
        await RunAsync("insert into ingest_spool (partition, payload, accepted_at) values (200, '', now() - interval '1 hour')");
        await Eventually.Async(async () => (await HealthAsync(ingest, "caughtup")).Status == HttpStatusCode.ServiceUnavailable);
        var (_, body) = await HealthAsync(ingest, "caughtup");
        Assert.Equal("behind", body.GetProperty("status").GetString());
        var behind = Assert.Single(body.GetProperty("behind").EnumerateArray());
        Assert.Equal(("spool", "age", 1), (behind.GetProperty("queue").GetString(), behind.GetProperty("why").GetString(), behind.GetProperty("depth").GetInt32()));
        Assert.InRange(behind.GetProperty("ageSeconds").GetDouble(), 3_600, 4_000);
        var (ready, report) = await HealthAsync(ingest, "ready");
        Assert.Equal(HttpStatusCode.OK, ready);
        Assert.Equal(["broker", "database", "redis"], report.GetProperty("dependencies").EnumerateObject().Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.All(report.GetProperty("dependencies").EnumerateObject(), d => Assert.Equal("up", d.Value.GetString()));
        await RunAsync("delete from ingest_spool where partition = 200");
        await Eventually.Async(async () => (await HealthAsync(ingest, "caughtup")).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_shows_every_service_and_the_one_that_is_missing()
    {
        var shop = await system.NewCreatorAsync();
        var (key, ops) = ((await shop.NewKeyAsync("ops")).Key, default(JsonElement));
        await Eventually.Async(async () =>
        {
            ops = (await system.SendAsync(HttpMethod.Get, "/api/v1/ops", key)).Body;
            var services = ops.GetProperty("services").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!, s => s.GetProperty("status").GetString());
            return services.GetValueOrDefault("adapters") == "silent" && new[] { "gateway", "ingest", "projection", "dashboard" }.All(s => services.GetValueOrDefault(s) is "ready" or "behind")
                && ops.GetProperty("queues").EnumerateArray().Any(q => q.GetProperty("name").GetString() == "partitions");
        }, every: TimeSpan.FromMilliseconds(200));
        Assert.All(ops.GetProperty("dependencies").EnumerateArray(), d => Assert.Equal("up", d.GetProperty("status").GetString()));
        var down = ops.GetProperty("alerts").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "service_down");
        Assert.Contains(down.GetProperty("state").GetString(), new[] { "pending", "firing" });
        Assert.Equal(["adapters does not answer"], down.GetProperty("summaries").EnumerateArray().Select(s => s.GetString()));
        Assert.Empty(ops.GetProperty("channels").EnumerateArray());
    }

    private static async Task<string> ToldAsync(string service, params string[] names)
    {
        var text = "";
        await Eventually.Async(async () =>
        {
            text = await Http.GetStringAsync(new Uri($"{service}/metrics"));
            return names.All(name => text.Contains(name, StringComparison.Ordinal));
        }, what: $"{service} tells {string.Join(", ", names)}", every: TimeSpan.FromMilliseconds(300));
        return text;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> HealthAsync(string service, string what)
    {
        using var answer = await Http.GetAsync(new Uri($"{service}/health/{what}"));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private async Task RunAsync(string sql)
    {
        await using var command = system.Pipeline.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

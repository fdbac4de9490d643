using System.Globalization;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>From an agent's process to the hosted reads, the gateway there and away.</summary>
public sealed class Agents_that_send(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    private const int Sessions = 250;
    private const int ChangesEach = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_recorded_is_read_at_the_gateway_alike()
    {
        var sender = await system.NewAgentAsync();
        await using var agent = await AgentUnderTest.StartAsync(sender);
        await agent.RecordAsync("start", new { session_type = "coding", id = "one", project = "Shop", start_time = DateTimeOffset.UtcNow.AddHours(-7) });
        await agent.RecordAsync("one/progress", new { estimated_tokens = 70_000, total_messages = 9, models_used = new[] { "model-a" }, efficiency = 0.85 });
        await agent.RecordAsync("one/end", new { });
        await UntilSentAsync(agent);
        await Eventually.Async(async () => await HostedAsync(sender, "/api/sessions/recent") == (await agent.ReadAsync("/api/sessions/recent")).GetRawText(), Patience, "the gateway shows what the agent shows");
        Assert.Equal((await agent.ReadAsync("/api/five-hour-blocks")).GetRawText(), await HostedAsync(sender, "/api/five-hour-blocks"));
        Assert.Equal(70_000, (await agent.ReadAsync("/api/five-hour-blocks")).EnumerateArray().Sum(b => b.GetProperty("tokens").GetInt64()));
        Assert.Equal((await agent.ReadAsync("/api/analytics/current")).GetProperty("weekly").GetRawText(),
            (await sender.ReadAsync("/api/analytics/current")).Body.GetProperty("weekly").GetRawText());
        var status = await agent.ReadAsync("/api/status");
        Assert.Equal(("online", JsonValueKind.String), (status.GetProperty("sync").GetString(), status.GetProperty("last_sync").ValueKind));
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_told_and_everything_waits()
    {
        var sender = await system.NewAgentAsync();
        await using var agent = await AgentUnderTest.StartAsync(sender with { Secret = "whsec_bm90IHRoZSBzZWNyZXQ=" });
        await agent.RecordAsync("start", new { session_type = "coding" });
        await Eventually.Async(async () => (await agent.ReadAsync("/api/status")).GetProperty("sync_error").GetString() == "webhook.signature_invalid", Patience, "the agent knows why");
        Assert.Equal(1, (await agent.ReadAsync("/api/status")).GetProperty("queued").GetInt32());
    }

    [Fact]
    public async Task Two_days_without_the_gateway_and_two_kills_lose_nothing_double_nothing_and_keep_the_order()
    {
        var sender = await system.NewAgentAsync();
        var away = RunningService.FreeAddress();
        await using var agent = await AgentUnderTest.StartAsync(sender, gateway: away);
        var begin = DateTimeOffset.UtcNow.AddDays(-2);
        // A change that was not answered is made again, as any program would.
        var recording = Parallel.ForEachAsync(Enumerable.Range(0, Sessions), new ParallelOptions { MaxDegreeOfParallelism = 4 }, (n, _) => new(PlayAsync(agent, n, begin)));
        await Eventually.Async(async () => await CountAsync(agent) > Sessions / 3, Patience, "a third has begun");
        await agent.Service.KillAsync();
        await agent.Service.StartAsync();
        await recording;
        var status = await agent.ReadAsync("/api/status");
        Assert.Equal((Sessions, "offline"), (status.GetProperty("queued").GetInt32(), status.GetProperty("sync").GetString()));

        await using var gateway = await system.StartGatewayAsync(away);
        await Eventually.Async(async () => await HostedCountAsync(sender.Creator.Id) > 0, Patience, "sending has begun");
        await agent.Service.KillAsync();
        await agent.Service.StartAsync();
        await UntilSentAsync(agent);
        await Eventually.Async(async () => await HostedAsync(sender, "/api/sessions/recent?limit=500") == (await agent.ReadAsync("/api/sessions/recent?limit=500")).GetRawText(), Patience, "the gateway shows what the agent shows");
        Assert.Equal(Sessions, await HostedCountAsync(sender.Creator.Id));
        Assert.Equal(0, await DisorderAsync(sender.Creator.Id));
    }

    /// <summary>One session of two simulated days: begun, gone on, ended.</summary>
    private static async Task PlayAsync(AgentUnderTest agent, int number, DateTimeOffset begin)
    {
        var (id, start) = ($"{number:000}", begin.AddMinutes(number * 11));
        await RepeatAsync(agent, "start", new { session_type = number % 2 == 0 ? "coding" : "writing", id, start_time = start });
        for (var change = 1; change < ChangesEach - 1; change++) await RepeatAsync(agent, $"{id}/progress", new { estimated_tokens = change * 100, total_messages = change });
        await RepeatAsync(agent, $"{id}/end", new { estimated_tokens = 5_000 + number, end_time = start.AddMinutes(50) });
    }

    private static Task RepeatAsync(AgentUnderTest agent, string path, object body) => Eventually.Async(async () =>
    {
        try
        {
            return (await agent.SendAsync(HttpMethod.Post, $"/api/sessions/{path}", body)).Status == 200;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, Patience, $"{path} is recorded");

    private static Task UntilSentAsync(AgentUnderTest agent) => Eventually.Async(async () => (await agent.ReadAsync("/api/status")).GetProperty("queued").GetInt32() == 0, Patience, "everything is sent");

    private static async Task<int> CountAsync(AgentUnderTest agent) => (await agent.ReadAsync("/api/sessions/recent?limit=500")).GetArrayLength();

    private static async Task<string> HostedAsync(AgentSender sender, string path) => (await sender.ReadAsync(path)).Body.GetRawText();

    private Task<long> HostedCountAsync(string creator) => ValueAsync("select count(*) from mt_doc_worksession where tenant_id = $1", creator);

    /// <summary>Events that are not newer than the one before them in their stream, and sessions that began or ended twice.</summary>
    private Task<long> DisorderAsync(string creator) => ValueAsync("""
        select count(*) from (
          select type, data, lag(data) over (partition by stream_id order by version) as before, count(*) over (partition by stream_id, type) as times
          from mt_events where tenant_id = $1
        ) e
        where (before is not null and type <> 'session.ended' and (data ->> 'Revision')::bigint <= (before ->> 'Revision')::bigint) or (type <> 'session.progressed' and times > 1)
        """, creator);

    private async Task<long> ValueAsync(string sql, string creator)
    {
        await using var command = system.Pipeline.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = creator });
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}

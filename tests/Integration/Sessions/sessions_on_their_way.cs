using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>From the gateway through Ingest, RabbitMQ and Projection to the hosted reads, on real servers.</summary>
public sealed class Sessions_on_their_way(SharedFixture<AccessUnderTest> shared) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string Recently = DateTimeOffset.UtcNow.AddHours(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_session_is_read_where_it_was_sent()
    {
        var agent = await system.NewAgentAsync();
        var sent = await agent.SendAsync(AgentSender.Session("a", 1, tokens: 100, start: Recently));
        Assert.True(sent.Status == 200, sent.ToString());
        var recent = await UntilAsync(agent, tokens: 100);
        Assert.Equal($$$"""{"id":"a","session_type":"coding","start_time":"{{{Recently[..^1]}}}+00:00","end_time":null,"is_active":true,"estimated_tokens":100,"total_messages":4,"models_used":["model-a"],"metadata":{"project":"Shop","description":"Private words","efficiency":0.85}}""",
            recent.Body[0].GetRawText());
        var active = await agent.ReadAsync("/api/sessions/active");
        Assert.Equal(recent.Body[0].GetRawText(), active.Body[0].GetRawText());
        var figures = await agent.ReadAsync("/api/analytics/current");
        Assert.Equal(100, figures.Body.GetProperty("weekly").GetProperty("coding").GetProperty("tokens").GetInt64());
        Assert.InRange(figures.Body.GetProperty("current_block").GetProperty("elapsed_minutes").GetInt64(), 60, 65);
        Assert.Equal(1, (await agent.ReadAsync("/api/five-hour-blocks")).Body.GetArrayLength());
        Assert.NotNull((await agent.ReadAsync("/api/status")).Text("last_sync"));
        Assert.Equal("http://localhost:3001", (await agent.ReadAsync("/api/dashboard-config")).Text("agent_url"));
        var changes = await agent.ReadAsync("/api/v1/changes?since=");
        Assert.Contains(changes.Body.GetProperty("changes").EnumerateArray(), c => c.GetProperty("topic").GetString() == "sessions" && c.GetProperty("data").GetProperty("estimatedTokens").GetInt64() == 100);
    }

    [Fact]
    public async Task An_older_version_never_replaces_a_newer_and_a_repetition_changes_nothing()
    {
        var agent = await system.NewAgentAsync();
        await agent.SendAsync(AgentSender.Session("b", 5, tokens: 500, start: Recently));
        await UntilAsync(agent, tokens: 500);
        await agent.SendAsync(AgentSender.Session("b", 4, tokens: 400, start: Recently));
        await agent.SendAsync(AgentSender.Session("b", 5, tokens: 500, start: Recently));
        await agent.SendAsync(AgentSender.Session("b", 6, tokens: 600, end: DateTimeOffset.UtcNow.ToString("O"), start: Recently));
        var recent = await UntilAsync(agent, tokens: 600);
        Assert.False(recent.Body[0].GetProperty("is_active").GetBoolean());
        Assert.Equal(["session.started", "session.ended"], await EventsAsync(agent.Creator.Id));
        Assert.Equal(0, (await agent.ReadAsync("/api/sessions/active")).Body.GetArrayLength());
    }

    [Fact]
    public async Task Two_creators_may_name_a_session_alike_and_see_their_own()
    {
        var (ann, ben) = (await system.NewAgentAsync(), await system.NewAgentAsync());
        await ann.SendAsync(AgentSender.Session("same", 1, tokens: 11, start: Recently));
        await ben.SendAsync(AgentSender.Session("same", 1, tokens: 22, start: Recently));
        await UntilAsync(ann, tokens: 11);
        await UntilAsync(ben, tokens: 22);
        // One's key with the other's secret is nobody.
        var mixed = await (ann with { Secret = ben.Secret }).SendAsync(AgentSender.Session("same", 9, tokens: 99));
        Assert.Equal((401, "webhook.signature_invalid"), (mixed.Status, mixed.Code));
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_leaves_nothing_behind()
    {
        var agent = await system.NewAgentAsync();
        var good = AgentSender.Session("c", 1, tokens: 1, start: Recently);
        var reader = (await agent.Creator.NewKeyAsync("read_only")).Key;
        var bomb = AgentSender.Packed(new byte[64 * 1_024 * 1_024]);
        Assert.InRange(bomb.Length, 1, 1_024 * 1_024);
        var half = good.TrimEnd()[..^2] + """, {"id":"d"}]}""";
        foreach (var (what, status, code, answer) in new (string, int, string, Answer)[]
        {
            ("no key", 401, "auth.missing", await (agent with { Key = "" }).SendAsync(good)),
            ("a wrong key", 401, "auth.invalid", await (agent with { Key = "cf_nobody_0123456789abcdef0123456789abcdef" }).SendAsync(good)),
            ("a key that only reads", 403, "access.read_only", await (agent with { Key = reader }).SendAsync(good)),
            ("no signature", 401, "webhook.signature_missing", await (agent with { Secret = AgentSender.NoSecret }).SendAsync(good)),
            ("a wrong secret", 401, "webhook.signature_invalid", await (agent with { Secret = "whsec_bm90IHRoZSBzZWNyZXQ=" }).SendAsync(good)),
            ("an old time", 401, "webhook.timestamp_out_of_tolerance", await agent.SendBytesAsync(AgentSender.Packed(good), at: DateTimeOffset.UtcNow.AddMinutes(-10))),
            ("too much", 413, "body.too_large", await agent.SendBytesAsync(new byte[1_024 * 1_024 + 1])),
            ("a bomb", 413, "body.too_large", await agent.SendBytesAsync(bomb)),
            ("no gzip", 400, "sessions.unreadable", await agent.SendBytesAsync("{}"u8.ToArray())),
            ("cut off", 400, "sessions.unreadable", await agent.SendBytesAsync(AgentSender.Packed(good)[..^12])),
            ("another encoding", 400, "sessions.unreadable", await agent.SendAsync(good, "br")),
            ("no JSON", 400, "sessions.unreadable", await agent.SendAsync("{")),
            ("no sessions", 400, "sessions.unreadable", await agent.SendAsync("{}", "")),
            ("one good, one bad", 400, "sessions.unreadable", await agent.SendAsync(half)),
            ("no address of webhooks", 404, "connection.unknown", await system.SendAsync(HttpMethod.Post, $"/webhooks/agent/{agent.Creator.Id}-agent", null, new { })),
        })
        {
            Assert.True(answer.Status == status && answer.Code == code, $"{what}: {answer}");
            Assert.DoesNotContain(agent.Secret, answer.ToString(), StringComparison.Ordinal);
        }
        await agent.SendAsync(AgentSender.Session("last", 1, tokens: 7, start: Recently));
        Assert.Equal(1, (await UntilAsync(agent, tokens: 7)).Body.GetArrayLength());
        Assert.Equal(1L, await CountAsync("deliveries", agent.Creator.Id));
    }

    private static async Task<Answer> UntilAsync(AgentSender agent, long tokens)
    {
        Answer? recent = null;
        await Eventually.Async(async () =>
        {
            recent = await agent.ReadAsync("/api/sessions/recent");
            return recent.Status == 200 && recent.Body.GetArrayLength() > 0 && recent.Body[0].GetProperty("estimated_tokens").GetInt64() == tokens;
        }, Patience, $"a session with {tokens} tokens is read");
        return recent!;
    }

    private async Task<List<string>> EventsAsync(string creator)
    {
        await using var command = system.Pipeline.Database.CreateCommand("select type from mt_events where tenant_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = creator });
        var types = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) types.Add(reader.GetString(0));
        return types;
    }

    private async Task<long> CountAsync(string table, string creator)
    {
        await using var command = system.Pipeline.Database.CreateCommand($"select count(*) from {table} where tenant_id = $1");
        command.Parameters.Add(new() { Value = creator });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

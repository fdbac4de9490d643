using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CreatorFlow.Agent.CommandLine;
using CreatorFlow.Tests.Integration.Dashboard;
using System.CommandLine;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>What an agent answers on loopback, and to whom; it has no gateway here.</summary>
public sealed class Agents_on_a_creators_machine : IAsyncLifetime
{
    private AgentUnderTest agent = null!;

    public async Task InitializeAsync() => agent = await AgentUnderTest.StartAsync(sender: null, more: new() { ["Agent__QueueLimit"] = "3" });

    public async Task DisposeAsync() => await agent.DisposeAsync();

    /// <summary>The reads are the gateway's, and so is their description; what an agent alone knows of its sending stands beside in the status.</summary>
    [Fact]
    public async Task Every_read_answers_as_the_api_is_described()
    {
        var described = new DescribedApi(JsonDocument.Parse(await File.ReadAllTextAsync(WrittenDown())).RootElement);
        await agent.RecordAsync("start", new { session_type = "coding", id = "open", project = "Shop", estimated_tokens = 5, models_used = new[] { "model-a" }, efficiency = 0.5 });
        await agent.RecordAsync("start", new { session_type = "writing", id = "over" });
        await agent.RecordAsync("over/end", new { });
        string[] own = ["$.sync is not described", "$.sync_error is not described", "$.queue_limit is not described", "$.refused is not described"];
        foreach (var path in new[] { "/api/status", "/api/sessions/active", "/api/sessions/recent", "/api/analytics/current", "/api/five-hour-blocks" })
        {
            var operation = described.Operations().Single(o => o.Path == path && o.Method == "GET").Operation;
            Assert.Empty(described.Flaws(await agent.ReadAsync(path), DescribedApi.AnswerOf(operation, 200)!.Value).Except(own).Select(flaw => $"{path}: {flaw}"));
        }
    }

    private static string WrittenDown([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/openapi.v1.json"));

    [Fact]
    public async Task A_session_is_recorded_by_calls_and_read_in_the_documented_shape()
    {
        var started = await agent.RecordAsync("start", new { session_type = "coding", project = "Shop" });
        var id = started.GetProperty("id").GetString();
        await agent.RecordAsync($"{id}/progress", new { estimated_tokens = 1200, total_messages = 3, models_used = new[] { "model-a" } });
        await agent.RecordAsync($"{id}/progress", new { estimated_tokens = 2400, models_used = new[] { "model-b", "model-a" }, efficiency = 0.85 });
        var active = (await agent.ReadAsync("/api/sessions/active")).EnumerateArray().Single();
        Assert.Equal("""{"project":"Shop","description":null,"efficiency":0.85}""", active.GetProperty("metadata").GetRawText());
        Assert.Equal("""["model-a","model-b"]""", active.GetProperty("models_used").GetRawText());
        Assert.Equal((2400, 3, true), (active.GetProperty("estimated_tokens").GetInt32(), active.GetProperty("total_messages").GetInt32(), active.GetProperty("is_active").GetBoolean()));
        var ended = await agent.RecordAsync($"{id}/end", new { });
        Assert.Equal(ended.GetRawText(), (await agent.RecordAsync($"{id}/end", new { })).GetRawText());
        Assert.Empty((await agent.ReadAsync("/api/sessions/active")).EnumerateArray());
        Assert.Equal(ended.GetRawText(), (await agent.ReadAsync("/api/sessions/recent"))[0].GetRawText());
        Assert.Equal((409, "session.ended"), Code(await agent.SendAsync(HttpMethod.Post, $"/api/sessions/{id}/progress", new { estimated_tokens = 1 })));
        var status = await agent.ReadAsync("/api/status");
        Assert.Equal(("agent", "off", 1), (status.GetProperty("source").GetString(), status.GetProperty("sync").GetString(), status.GetProperty("queued").GetInt32()));
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_told()
    {
        Assert.Equal((400, "session.invalid"), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/start", new { project = "no type" })));
        Assert.Equal((400, "session.invalid"), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/start", new { session_type = "coding", estimated_tokens = -1 })));
        Assert.Equal((400, "request.invalid"), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/start", new { session_type = 7 })));
        Assert.Equal((404, "session.not_found"), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/nobody/end", new { })));
        Assert.Equal((400, "limit.invalid"), Code(await agent.SendAsync(HttpMethod.Get, "/api/sessions/recent?limit=0")));
        for (var i = 0; i < 3; i++) await agent.RecordAsync("start", new { session_type = "coding", id = $"s{i}" });
        Assert.Equal((503, "queue.full"), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/start", new { session_type = "coding" })));
        await agent.RecordAsync("s1/progress", new { estimated_tokens = 5 });
        Assert.Equal(3, (await agent.ReadAsync("/api/status")).GetProperty("queued").GetInt32());
    }

    [Theory]
    [InlineData("Host", "evil.example.com", "host.not_allowed")]
    [InlineData("Host", "localhost.evil.example.com:3001", "host.not_allowed")]
    [InlineData("Origin", "https://evil.example.com", "origin.not_allowed")]
    [InlineData("Origin", "null", "origin.not_allowed")]
    [InlineData("Origin", "http://localhost:9", "origin.not_allowed")]
    [InlineData("Sec-Fetch-Site", "cross-site", "origin.not_allowed")]
    public async Task A_page_that_is_no_dashboard_is_kept_out(string header, string value, string code)
    {
        Assert.Equal((403, code), Code(await agent.SendAsync(HttpMethod.Get, "/api/status", null, (header, value))));
        Assert.Equal((403, code), Code(await agent.SendAsync(HttpMethod.Post, "/api/sessions/start", new { session_type = "coding" }, (header, value))));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(header, value);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Socket(), CancellationToken.None));
    }

    [Fact]
    public async Task A_dashboard_may_read_from_another_network()
    {
        var preflight = await agent.SendAsync(HttpMethod.Options, "/api/status", null, ("Origin", AgentUnderTest.Dashboard), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Private-Network", "true"));
        Assert.Equal((204, "true", AgentUnderTest.Dashboard), (preflight.Status, preflight.Headers["Access-Control-Allow-Private-Network"], preflight.Headers["Access-Control-Allow-Origin"]));
        var read = await agent.SendAsync(HttpMethod.Get, "/api/status", null, ("Origin", AgentUnderTest.Dashboard), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal((200, AgentUnderTest.Dashboard), (read.Status, read.Headers["Access-Control-Allow-Origin"]));
    }

    [Fact]
    public async Task Every_change_is_told_on_the_socket()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", AgentUnderTest.Dashboard);
        await socket.ConnectAsync(Socket(), CancellationToken.None);
        Assert.Equal(0, await HeardAsync(socket));
        await agent.RecordAsync("start", new { session_type = "coding" });
        Assert.Equal(1, await HeardAsync(socket));
    }

    [Fact]
    public async Task The_commands_record_too()
    {
        var id = (await CommandAsync("start", "coding", "--project", "Shop", "--tokens", "5")).Trim();
        await CommandAsync("progress", id, "--tokens", "10", "--model", "model-a");
        await CommandAsync("end", id, "--messages", "4");
        var session = (await agent.ReadAsync("/api/sessions/recent"))[0];
        Assert.Equal((id, 10, 4, false), (session.GetProperty("id").GetString(), session.GetProperty("estimated_tokens").GetInt32(), session.GetProperty("total_messages").GetInt32(), session.GetProperty("is_active").GetBoolean()));
        Assert.Contains("queued", await CommandAsync("status"), StringComparison.Ordinal);
    }

    private async Task<string> CommandAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await AgentCommand.Describe().Parse([.. arguments, "--port", $"{agent.Port}"]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        Assert.True(code == 0, error.ToString());
        return output.ToString();
    }

    private static async Task<int> HeardAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4_096];
        var heard = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, heard.Count)).RootElement.GetProperty("status").GetProperty("active_sessions").GetInt32();
    }

    private Uri Socket() => new($"ws://127.0.0.1:{agent.Port}/ws");

    private static (int, string?) Code(Access.Answer answer) => (answer.Status, answer.Code);
}

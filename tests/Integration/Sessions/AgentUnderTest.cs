using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Agent;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Access;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>An agent as a process of its own, with its own database.</summary>
internal sealed class AgentUnderTest : IAsyncDisposable
{
    public const string Dashboard = "https://dashboard.example.com";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-agent-");
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public RunningService Service { get; private set; } = null!;

    public Uri Address => new(Service.Address);

    public int Port => Address.Port;

    /// <param name="sender">On whose behalf it sends; null: it sends nothing.</param>
    /// <param name="gateway">Another address than the sender's.</param>
    /// <param name="more">Settings of this test.</param>
    public static async Task<AgentUnderTest> StartAsync(AgentSender? sender, string? gateway = null, Dictionary<string, string>? more = null)
    {
        var agent = new AgentUnderTest();
        var address = RunningService.FreeAddress();
        var settings = new Dictionary<string, string>(more ?? [])
        {
            ["Agent__Port"] = $"{new Uri(address).Port}", ["Agent__Data"] = agent.folder.FullName, ["Agent__DashboardOrigins__0"] = Dashboard, ["TZ"] = "Europe/Berlin",
        };
        if (sender is not null) (settings["Agent__Gateway"], settings["Agent__ApiKey"], settings["Agent__Secret"]) = (gateway ?? sender.Gateway.ToString(), sender.Key, sender.Secret);
        agent.Service = await RunningService.StartAsync(typeof(AgentModule), settings, address);
        return agent;
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Body;
    }

    /// <summary>Records, and has it on the disk.</summary>
    public async Task<JsonElement> RecordAsync(string path, object body)
    {
        var answer = await SendAsync(HttpMethod.Post, $"/api/sessions/{path}", body);
        Assert.True(answer.Status == 200, answer.ToString());
        return answer.Body;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (body is not null) request.Content = JsonContent.Create(body);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return await Answer.OfAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

using System.Net.Http.Json;
using CreatorFlow.Agent;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>A creator's agent as a process of its own, which sends to the platform.</summary>
internal sealed class LocalAgent : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("creatorflow-agent-");
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public RunningService Service { get; private set; } = null!;

    /// <param name="platform">Where it sends to.</param>
    /// <param name="address">Where it listens: where the page looks for it, or elsewhere.</param>
    /// <param name="creator">On whose behalf.</param>
    public static async Task<LocalAgent> StartAsync(RunningPlatform platform, string address, int creator = 0)
    {
        var agent = new LocalAgent();
        agent.Service = await RunningService.StartAsync(typeof(AgentModule), new()
        {
            ["Agent__Port"] = $"{new Uri(address).Port}",
            ["Agent__Data"] = agent.folder.FullName,
            ["Agent__Gateway"] = platform.Gateway,
            ["Agent__ApiKey"] = platform.Creator(creator).ApiKeys["owner"],
            ["Agent__Secret"] = platform.Connection("agent", creator).Secret,
            ["Agent__DashboardOrigins__0"] = platform.Gateway,
        }, address);
        return agent;
    }

    /// <summary>Records by the documented call; once it returns, the session is on the agent's disk.</summary>
    public async Task RecordAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(new Uri(Service.Address), $"/api/sessions/{path}"), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

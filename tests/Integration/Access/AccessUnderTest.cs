using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Gateway;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Dashboard;
using CreatorFlow.Tests.Integration.Sessions;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Access;

/// <summary>The whole way as processes: gateway, Dashboard API, Ingest, Projection, with two creators that have an owner's key each.</summary>
public sealed class AccessUnderTest : IAsyncLifetime
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private RunningService dashboard = null!;
    private RunningService gateway = null!;
    private int creators;

    internal Pipeline Pipeline { get; private set; } = null!;

    internal string Dashboard => dashboard.Address;

    public async Task InitializeAsync()
    {
        Pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 1, typeof(IngestModule), typeof(ProjectionModule), change: settings => settings["Partitions__Count"] = $"{DashboardUnderTest.Partitions}");
        dashboard = await RunningService.StartAsync(typeof(InventoryQueries), new(Pipeline.Settings) { ["Services__Ingest"] = Pipeline.Ingest.Address, ["Commands__PatienceMs"] = "30000" });
        gateway = await StartGatewayAsync();
    }

    /// <summary>Another replica, at an address of its own; for the caller to end.</summary>
    internal Task<RunningService> StartGatewayAsync(string? address = null) => RunningService.StartAsync(typeof(GatewayModule), new(Pipeline.Settings)
    {
        ["Services__Ingest"] = Pipeline.Ingest.Address, ["Services__Dashboard"] = dashboard.Address,
        ["ApiKeys__Remember"] = "00:00:00.200", ["ApiKeys__RememberUnknown"] = "00:00:00.050", ["ApiKeys__WrongKeysPerMinute"] = "10000", ["Limits__OpenPerAddress"] = "10000",
    }, address);

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await dashboard.DisposeAsync();
        await Pipeline.DisposeAsync();
    }

    /// <summary>A creator that no other test has, by its owner's key.</summary>
    internal async Task<OwnedCreator> NewCreatorAsync()
    {
        var id = $"access-{Interlocked.Increment(ref creators)}";
        var key = $"cf_owner_of_{id}_0123456789abcdef0123456789";
        using var request = Internal(HttpMethod.Put, $"/internal/creators/{id}");
        request.Content = JsonContent.Create(new { name = id, apiKeys = new[] { new { id = $"{id}-owner", name = "Owner", scopes = new[] { "owner" }, key } } });
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return new(this, id, key);
    }

    /// <summary>A key of operators, as the set-up makes it.</summary>
    internal async Task<(string Id, string Key)> NewOperatorAsync(string creator)
    {
        var id = $"{creator}-ops-{Interlocked.Increment(ref creators)}";
        var key = $"cf_{id}_0123456789abcdef0123456789";
        using var request = Internal(HttpMethod.Put, $"/internal/creators/{creator}");
        request.Content = JsonContent.Create(new { name = creator, apiKeys = new[] { new { id, name = "Operator", scopes = new[] { "ops" }, key } } });
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (id, key);
    }

    /// <summary>A creator with an agent's connection, which Ingest knows by now.</summary>
    internal async Task<AgentSender> NewAgentAsync()
    {
        var creator = await NewCreatorAsync();
        var secret = $"whsec_{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24))}";
        using var request = Internal(HttpMethod.Put, $"/internal/creators/{creator.Id}");
        request.Content = JsonContent.Create(new { name = creator.Id, connections = new[] { new { id = $"{creator.Id}-agent", platform = "agent", secret } } });
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var agent = new AgentSender(new Uri(gateway.Address), creator.Key, secret, creator);
        // An empty body is refused as unreadable once the signature's secret is known.
        await Eventually.Async(async () => (await agent.SendAsync("""{"sessions":[]}""")).Code == "sessions.unreadable", TimeSpan.FromSeconds(20), "Ingest knows the agent");
        return agent;
    }

    internal HttpRequestMessage Internal(HttpMethod method, string target)
    {
        var request = new HttpRequestMessage(method, dashboard.Address + target);
        request.Headers.Add("X-Internal-Token", Pipeline.Settings["Internal__Token"]);
        return request;
    }

    internal static Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Through the gateway.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string target, string? key, object? body = null, RunningService? replica = null)
    {
        using var request = new HttpRequestMessage(method, (replica ?? gateway).Address + target);
        if (key is not null) request.Headers.Add("Authorization", $"Bearer {key}");
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await SendAsync(request);
        return await Answer.OfAsync(answer);
    }
}

/// <summary>A creator and its first key.</summary>
internal sealed record OwnedCreator(AccessUnderTest System, string Id, string Key)
{
    public Task<Answer> GetAsync(string target, string? key = null) => System.SendAsync(HttpMethod.Get, $"/api/v1{target}", key ?? Key);

    public Task<Answer> PostAsync(string target, object? body = null, string? key = null) => System.SendAsync(HttpMethod.Post, $"/api/v1{target}", key ?? Key, body ?? new { });

    public Task<Answer> DeleteAsync(string target, string? key = null) => System.SendAsync(HttpMethod.Delete, $"/api/v1{target}", key ?? Key);

    /// <summary>One of the role ops is made by the set-up alone.</summary>
    public async Task<(string Id, string Key)> NewKeyAsync(string role, string name = "Another", DateTimeOffset? expiresAt = null)
    {
        if (role == "ops") return await System.NewOperatorAsync(Id);
        var made = await PostAsync("/keys", new { name, role, expiresAt });
        Assert.True(made.Status == 201, made.ToString());
        return (made.Text("id")!, made.Text("key")!);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => Text("code");

    public string? Text(string name) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public override string ToString() => $"{Status} {(Body.ValueKind == JsonValueKind.Undefined ? "" : Body.GetRawText())}";

    public List<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true) return new((int)response.StatusCode, default, headers);
        return new((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement, headers);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Gateway;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Gateway;

/// <summary>The gateway as a process of its own, before services that say what reached them.</summary>
public class GatewayUnderTest : IAsyncLifetime
{
    internal const string Token = "token-of-these-tests-0123456789abcdef";
    internal const string OwnersKey = "cf_owner_0123456789abcdef0123456789abcdef";
    internal const string ReadersKey = "cf_reader_0123456789abcdef0123456789abcdef";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };

    private readonly DirectoryInfo keyRing = Directory.CreateTempSubdirectory("creatorflow-keys-");

    internal UpstreamService Upstream { get; private set; } = null!;

    internal RunningService Gateway { get; private set; } = null!;

    protected virtual Dictionary<string, string> Settings => [];

    /// <summary>What the gateway was started with.</summary>
    internal Dictionary<string, string> Environment { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Upstream = await UpstreamService.StartAsync();
        Upstream.Know(OwnersKey, "key-owner", "creator-a", "owner");
        Upstream.Know(ReadersKey, "key-reader", "creator-b", "read");
        var settings = Environment = new()
        {
            ["Services__Ingest"] = Upstream.Address,
            ["Services__IngestHttp2"] = Upstream.Http2Address,
            ["Services__Dashboard"] = Upstream.Address,
            ["Internal__Token"] = Token,
            ["Keys__Directory"] = keyRing.FullName,
            ["Cors__AllowedOrigins__0"] = "https://shop.example",
        };
        foreach (var (name, value) in Settings) settings[name] = value;
        Gateway = await RunningService.StartAsync(typeof(GatewayModule), settings);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
        keyRing.Delete(recursive: true);
    }

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, string? key = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        // Not a path part is taken for granted by the client: it goes out as it stands.
        var request = new HttpRequestMessage(method, new Uri(Gateway.Address + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = content };
        if (key is not null) request.Headers.Add("Authorization", $"Bearer {key}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    internal Task<HttpResponseMessage> GetAsync(string target, string? key = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, target, key, null, headers);

    /// <summary>What the service got of a request.</summary>
    internal static async Task<Arrival> ForwardedAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<Arrival>())!;
    }

    internal static async Task<int> StatusAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return (int)response.StatusCode;
    }

    /// <summary>The status and the stable code of a refusal.</summary>
    internal static async Task<(int Status, string? Code)> RefusalAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, problem.RootElement.GetProperty("code").GetString());
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>The whole platform, started once for the tests of this assembly, without demo traffic.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private readonly HttpClient http = new();

    /// <summary>0 to 19: how far it steps back for others on this machine.</summary>
    public int Niceness { get; init; }

    public PlatformHost Host { get; private set; } = null!;

    public string Gateway => Host.Runtime.Gateway;

    public async Task InitializeAsync() => Host = await PlatformHost.StartAsync(Niceness, "--no-demo");

    public async Task DisposeAsync()
    {
        http.Dispose();
        await Host.DisposeAsync();
    }

    public RunningCreator Creator(int index) => Host.Runtime.Creators[index];

    public RunningConnection Connection(string platform, int creator = 0) => Creator(creator).Connections.Single(c => c.Platform == platform);

    /// <summary>A platform's own sample body, byte for byte.</summary>
    public static byte[] Sample(string path) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "payloads", path));

    public Task<HttpResponseMessage> PostShopifyAsync(string topic, byte[] body, string webhookId, int creator = 0)
    {
        var connection = Connection("shopify", creator);
        return PostAsync(connection.WebhookPath, body, new()
        {
            ["X-Shopify-Topic"] = topic,
            ["X-Shopify-Hmac-Sha256"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.Secret), body)),
            ["X-Shopify-Shop-Domain"] = "demo.myshopify.com",
            ["X-Shopify-API-Version"] = "2026-01",
            ["X-Shopify-Webhook-Id"] = webhookId,
            ["X-Shopify-Triggered-At"] = "2023-03-29T18:00:27.877041743Z",
        });
    }

    public Task<HttpResponseMessage> PostTikTokAsync(byte[] body)
    {
        var connection = Connection("tiktok");
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.Secret), Encoding.UTF8.GetBytes(connection.AppKey!).Concat(body).ToArray());
        return PostAsync(connection.WebhookPath, body, new() { ["Authorization"] = Convert.ToHexStringLower(signed) });
    }

    public Task<HttpResponseMessage> PostStandardAsync(string webhookId, string body, int creator = 0)
    {
        var connection = Connection("standard", creator);
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(connection.Secret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{webhookId}.{timestamp}.{body}")));
        return PostAsync(connection.WebhookPath, Encoding.UTF8.GetBytes(body), new()
        {
            ["webhook-id"] = webhookId, ["webhook-timestamp"] = timestamp, ["webhook-signature"] = $"v1,{signature}",
        });
    }

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, Dictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Gateway + path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, int creator = 0, string scope = "read")
    {
        using var request = Request(HttpMethod.Get, path, creator, scope);
        return await http.SendAsync(request);
    }

    /// <summary>How many live streams the Dashboard API has open.</summary>
    public async Task<int> LiveStreamsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Host.Runtime.Components.Single(c => c.Name == "dashboard").Address}/internal/streams") { Headers = { { "X-Internal-Token", Host.InternalToken } } };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("live").GetInt32();
    }

    /// <summary>A request of a creator with the key of that scope.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, int creator, string scope)
    {
        var request = new HttpRequestMessage(method, $"{Gateway}/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Creator(creator).ApiKeys[scope]);
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>The resource once it exists.</summary>
    public async Task<JsonElement> EventuallyAsync(string path, Func<JsonElement, bool>? until = null)
    {
        JsonElement found = default;
        await Eventually.Async(async () =>
        {
            using var answer = await GetAsync(path);
            if (!answer.IsSuccessStatusCode) return false;
            found = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            return until is null || until(found);
        }, TimeSpan.FromSeconds(20), path);
        return found;
    }
}

[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<RunningPlatform>
{
    public const string Name = "platform";
}

using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CreatorFlow.Gateway;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>The Dashboard API behind a gateway, both as processes, which beat and look at keys more often than the product.</summary>
public sealed class SocketsUnderTest : DashboardUnderTest
{
    internal const string Origin = "https://shop.example";
    private static readonly HttpClient Http = new();
    private RunningService gateway = null!;

    internal string Gateway => gateway.Address;

    protected override Dictionary<string, string> Settings => new() { ["Streams__HeartbeatEvery"] = "00:00:01", ["Streams__CheckKeysEvery"] = "00:00:00.300" };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        gateway = await RunningService.StartAsync(typeof(GatewayModule), new(Environment)
        {
            ["Services__Dashboard"] = Service.Address, ["Services__Ingest"] = Service.Address, ["Tokens__Access"] = "00:00:05", ["Cors__AllowedOrigins__0"] = Origin, ["ApiKeys__Remember"] = "00:00:00.200", ["Limits__OpenPerAddress"] = "10000",
        });
    }

    public override async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>A creator that no other test has, with an owner's key.</summary>
    internal async Task<(Shelf Shelf, string Key)> NewShopAsync(string role = "owner")
    {
        var shelf = NewCreator();
        var key = $"cf_{shelf.Creator}_0123456789abcdef0123456789";
        using var saved = await SendAsync(HttpMethod.Put, $"/internal/creators/{shelf.Creator}", new { name = "Shop", apiKeys = new[] { new { id = KeyOf(shelf), name = "key", scopes = new[] { role }, key } } });
        Assert.Equal(204, (int)saved.StatusCode);
        return (shelf, key);
    }

    internal async Task RevokeAsync(Shelf shelf)
    {
        await using var revoke = Database.CreateCommand("update api_keys set revoked_at = now() where id = $1");
        revoke.Parameters.Add(new() { Value = KeyOf(shelf) });
        await revoke.ExecuteNonQueryAsync();
    }

    /// <summary>An access token for a key.</summary>
    internal async Task<string> SignInAsync(string key)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri($"{Gateway}/api/v1/sign-in"), new { key });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    internal Task<LiveSocket> OpenAsync(string key, string query = "", string path = "/ws") =>
        LiveSocket.OpenAsync($"{Gateway}{path}{query}", socket => socket.SetRequestHeader("Authorization", $"Bearer {key}"));

    /// <summary>As a page has to: what it shows is a subprotocol.</summary>
    internal Task<LiveSocket> OpenAsPageAsync(string shown, string origin) => LiveSocket.OpenAsync($"{Gateway}/ws", socket =>
    {
        socket.AddSubProtocol("creatorflow.v1");
        socket.AddSubProtocol($"base64url.bearer.authorization.creatorflow.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(shown))}");
        socket.SetRequestHeader("Origin", origin);
    });

    private static string KeyOf(Shelf shelf) => $"{shelf.Creator}-key";
}

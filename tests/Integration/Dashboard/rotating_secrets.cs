using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>A sender that signs with one secret after the other, against Ingest and the API as processes.</summary>
public sealed class Rotating_secrets
{
    private const string Secrets = "/connections/creator-0-standard/secrets";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http = new();
    private Pipeline pipeline = null!;
    private RunningService dashboard = null!;
    private int webhooks;

    [Fact]
    public async Task Ingest_takes_the_new_one_and_the_previous_until_that_is_deleted_or_a_third_comes()
    {
        await using var started = pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 2, typeof(IngestModule), typeof(ProjectionModule));
        await using var service = dashboard = await RunningService.StartAsync(typeof(InventoryQueries), new(pipeline.Settings) { ["Services__Ingest"] = pipeline.Ingest.Address });
        Assert.Equal(200, await PostAsync(Pipeline.Secret));
        var only = await ListAsync();
        Assert.Equal(("current", "…LaSw"), (Text(only[0], "status"), Text(only[0], "hint")));

        var first = await RotateAsync();
        await Eventually.Async(async () => await PostAsync(Text(first, "secret")!) == 200, Patience, "Ingest knows the new secret");
        Assert.Equal(200, await PostAsync(Pipeline.Secret));
        await Eventually.Async(async () => (await ListAsync()) is [var current, var previous] && Used(current) && Used(previous), Patience, "both were seen in use");
        var shown = await ListAsync();
        Assert.Equal([(Text(first, "id"), "current"), (Text(only[0], "id"), "previous")], shown.Select(s => (Text(s, "id"), Text(s, "status")!)));
        Assert.DoesNotContain(Text(first, "secret")!, (await SendAsync(HttpMethod.Get, Secrets)).Body.GetRawText(), StringComparison.Ordinal);

        var second = await RotateAsync(new { replaces = Text(first, "id"), graceMinutes = 60 });
        Assert.Equal((409, "secret.rotated"), await RefusalAsync(HttpMethod.Post, Secrets, new { replaces = Text(first, "id") }));
        await Eventually.Async(async () => await PostAsync(Pipeline.Secret) == 401, Patience, "the oldest is retired");
        Assert.Equal((200, 200), (await PostAsync(Text(first, "secret")!), await PostAsync(Text(second, "secret")!)));

        Assert.Equal((409, "secret.current"), await RefusalAsync(HttpMethod.Delete, $"{Secrets}/{Text(second, "id")}"));
        Assert.Equal((404, "secret.not_found"), await RefusalAsync(HttpMethod.Delete, $"{Secrets}/00000000"));
        Assert.Equal(204, (await SendAsync(HttpMethod.Delete, $"{Secrets}/{Text(first, "id")}")).Status);
        await Eventually.Async(async () => await PostAsync(Text(first, "secret")!) == 401, Patience, "the previous is gone");
        Assert.Equal(200, await PostAsync(Text(second, "secret")!));

        Assert.Equal((403, "access.read_only"), await RefusalAsync(HttpMethod.Post, Secrets, scopes: "read"));
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            Assert.Equal((404, "connection.unknown"), await RefusalAsync(method, Secrets, creator: "creator-1"));
        Assert.Equal((404, "connection.unknown"), await RefusalAsync(HttpMethod.Delete, $"{Secrets}/{Text(first, "id")}", creator: "creator-1"));
    }

    private async Task<int> PostAsync(string secret)
    {
        using var sender = new StandardSender(new(pipeline.Ingest.Address), secret);
        return (int)await sender.PostAsync("creator-0-standard", $"w-{++webhooks}", """{"type":"inventory.stock_updated","timestamp":"2026-01-05T08:00:00Z","data":{"sku":"A","delta":1}}""");
    }

    private async Task<JsonElement> RotateAsync(object? wanted = null)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, Secrets, wanted);
        Assert.True(status == 201, $"{status} {body}");
        return body;
    }

    private async Task<List<JsonElement>> ListAsync() => [.. (await SendAsync(HttpMethod.Get, Secrets)).Body.GetProperty("items").EnumerateArray()];

    private static bool Used(JsonElement secret) => secret.GetProperty("lastUsedAt").ValueKind == JsonValueKind.String;

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<(int Status, string? Code)> RefusalAsync(HttpMethod method, string target, object? wanted = null, string creator = "creator-0", string scopes = "owner")
    {
        var (status, body) = await SendAsync(method, target, wanted, creator, scopes);
        return (status, Text(body, "code"));
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string target, object? wanted = null, string creator = "creator-0", string scopes = "owner")
    {
        using var request = new HttpRequestMessage(method, $"{dashboard.Address}/api/v1{target}")
        {
            Headers = { { "X-Internal-Token", pipeline.Settings["Internal__Token"] }, { "X-CreatorFlow-Creator", creator }, { "X-CreatorFlow-Scopes", scopes } },
            Content = wanted is null ? null : JsonContent.Create(wanted),
        };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}

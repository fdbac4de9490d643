using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Ingest;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.Integration.Projection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>From the API through Ingest, the broker and Projection, as processes.</summary>
public sealed class Replaying_deliveries : IAsyncLifetime
{
    private const string Creator = "creator-0";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http = new();
    private Pipeline pipeline = null!;
    private RunningService dashboard = null!;
    private RedisCache redis = null!;
    private LaneUnderTest lane = null!;

    public async Task InitializeAsync()
    {
        pipeline = await Pipeline.StartAsync(PrivateServers.Shared, creators: 2, typeof(IngestModule), typeof(ProjectionModule));
        dashboard = await RunningService.StartAsync(typeof(InventoryQueries), new(pipeline.Settings) { ["Services__Ingest"] = pipeline.Ingest.Address });
        redis = new(pipeline.Settings["ConnectionStrings__Redis"], NullLogger<RedisCache>.Instance);
        lane = new(pipeline.Database, redis, Creator);
    }

    public async Task DisposeAsync()
    {
        await dashboard.DisposeAsync();
        await redis.DisposeAsync();
        await pipeline.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task What_could_not_be_read_then_is_applied_once_now_and_what_was_applied_changes_nothing()
    {
        using var sender = new StandardSender(new(pipeline.Ingest.Address), Pipeline.Secret);
        await sender.PostUntilAcknowledgedAsync($"{Creator}-standard", "w-1", Stock("A", 5));
        await Eventually.Async(async () => await CountAsync("?outcome=applied") == 1, Patience, "the webhook is applied");
        var quarantined = Unread("w-2", Stock("B", 7)) with { Quarantined = "webhook.unreadable", Reason = "data is missing" };
        await lane.WriteAsync(quarantined);
        var before = await ReadAsync($"/deliveries/{quarantined.Id}");
        Assert.Equal(("quarantined", "webhook.unreadable", "webhook.unreadable: data is missing"), (Text(before, "outcome"), Text(before, "code"), Text(before, "reason")));
        Assert.Equal(Stock("B", 7), Text(before, "body"));

        var (status, answer) = await PostAsync($"/deliveries/{quarantined.Id}/replay");
        Assert.Equal((202, "replaying"), (status, Text(answer, "status")));
        await ReplayedAsync(quarantined.Id, "applied");
        Assert.Equal(7, (await ReadAsync("/inventory/B")).GetProperty("onHand").GetInt64());
        Assert.Equal(JsonValueKind.Null, (await ReadAsync($"/deliveries/{quarantined.Id}")).GetProperty("reason").ValueKind);

        (status, answer) = await PostAsync("/deliveries/replay?platform=standard");
        Assert.Equal((202, 2), (status, answer.GetProperty("replayed").GetInt32()));
        await ReplayedAsync(quarantined.Id, "duplicate");
        var events = await pipeline.Database.CreateCommand("select count(*) from mt_events where tenant_id = 'creator-0'").ExecuteScalarAsync();
        Assert.Equal(2L, events);
        Assert.Equal(2, await CountAsync("?outcome=applied"));
    }

    [Fact]
    public async Task A_range_is_narrowed_bounded_and_gone_on_with()
    {
        foreach (var i in Enumerable.Range(0, 5)) await lane.WriteAsync(Unread($"u-{i}", Stock($"U{i}", i + 1)) with { Topic = "later" });
        await lane.WriteAsync(Unread("q-1", "{") with { Quarantined = "webhook.unreadable" });
        Assert.Equal(5, await CountAsync("?topic=later&since=2026-01-01T00:00:00Z"));
        Assert.Equal(0, await CountAsync("?topic=later&until=2026-01-01T00:00:00Z"));

        var (status, answer) = await PostAsync("/deliveries/replay?outcome=unknown_topic&topic=later&limit=3");
        Assert.Equal((202, 3), (status, answer.GetProperty("replayed").GetInt32()));
        await Eventually.Async(async () => await CountAsync("?outcome=applied&topic=later") == 3, Patience, "three are applied");
        (_, answer) = await PostAsync($"/deliveries/replay?topic=later&cursor={Text(answer, "nextCursor")}");
        Assert.Equal((2, JsonValueKind.Null), (answer.GetProperty("replayed").GetInt32(), answer.GetProperty("nextCursor").ValueKind));
        await Eventually.Async(async () => await CountAsync("?outcome=applied&topic=later") == 5, Patience, "all are applied");

        var unreadable = (await ReadAsync("/deliveries?outcome=quarantined")).GetProperty("items")[0].GetProperty("id").GetString()!;
        await PostAsync($"/deliveries/{unreadable}/replay");
        await ReplayedAsync(unreadable, "quarantined");
    }

    [Fact]
    public async Task Asked_for_twice_in_one_batch_it_is_applied_once_and_under_todays_key_too()
    {
        var first = Unread("k-0", Stock("K", 3)) with { Quarantined = "webhook.unreadable" };
        await lane.WriteAsync(first);
        var reading = Given(first) with { Again = new() { Key = "today" }, Body = [] };
        await lane.WriteAsync(reading, reading);
        await lane.WriteAsync(reading);
        await lane.WriteAsync(Given(first) with { Id = "another", IdempotencyKey = "today" });
        Assert.Equal(1L, await pipeline.Database.CreateCommand("select count(*) from mt_events where tenant_id = 'creator-0'").ExecuteScalarAsync());
        Assert.Equal("applied", Text(await ReadAsync($"/deliveries/{first.Id}"), "outcome"));
        Assert.Equal("duplicate", Text(await ReadAsync("/deliveries/another"), "outcome"));
    }

    [Fact]
    public async Task Others_cannot_and_what_is_wrong_is_said()
    {
        var mine = Unread("w-9", Stock("Z", 1)) with { Quarantined = "webhook.unreadable" };
        await lane.WriteAsync(mine, lane.Delivery() with { Platform = "manual", ConnectionId = "manual", Id = "by-hand", Quarantined = "x" }, Unread("gone", "{}") with { ConnectionId = "gone", IdempotencyKey = "gone:1" });
        Assert.Equal((404, "delivery.not_found"), await RefusalAsync($"/deliveries/{mine.Id}/replay", "creator-1"));
        Assert.Equal((403, "access.read_only"), await RefusalAsync($"/deliveries/{mine.Id}/replay", scopes: "read"));
        Assert.Equal((403, "access.read_only"), await RefusalAsync("/deliveries/replay", scopes: "read"));
        Assert.Equal((409, "delivery.not_a_webhook"), await RefusalAsync("/deliveries/by-hand/replay"));
        Assert.Equal((400, "limit.invalid"), await RefusalAsync("/deliveries/replay?limit=1001"));
        Assert.Equal((400, "outcome.invalid"), await RefusalAsync("/deliveries/replay?outcome=lost"));
        var (_, other) = await PostAsync("/deliveries/replay", "creator-1");
        Assert.Equal(0, other.GetProperty("replayed").GetInt32());
        var (_, skipping) = await PostAsync("/deliveries/replay?connectionId=gone");
        Assert.Equal("connection.unknown", Text(skipping.GetProperty("skipped")[0], "code"));
        await pipeline.Ingest.KillAsync();
        Assert.Equal((503, "replay.unavailable"), await RefusalAsync($"/deliveries/{mine.Id}/replay"));
    }

    private static Delivery Given(Delivery archived) => archived with
    {
        Quarantined = null, Reason = null, Events = [new CreatorFlow.Contracts.Channels.StockSet { Sku = "K", Quantity = 3, OccurredAt = LaneUnderTest.Start }],
    };

    /// <summary>As a reader that knew less has left it.</summary>
    private Delivery Unread(string webhookId, string body) => lane.Delivery() with
    {
        ConnectionId = $"{Creator}-standard", Platform = "standard", Topic = "inventory.stock_updated", IdempotencyKey = $"{Creator}-standard:{webhookId}",
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), Body = Encoding.UTF8.GetBytes(body),
    };

    private static string Stock(string sku, int quantity) =>
        $$$"""{"type":"inventory.stock_updated","timestamp":"2026-01-05T08:00:00Z","data":{"sku":"{{{sku}}}","set":{{{quantity}}}}}""";

    private Task ReplayedAsync(string id, string outcome) =>
        Eventually.Async(async () => Text(await ReadAsync($"/deliveries/{id}"), "replayOutcome") == outcome, Patience, $"{id} is replayed: {outcome}");

    private async Task<int> CountAsync(string query) => (await ReadAsync($"/deliveries{query}")).GetProperty("items").GetArrayLength();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<JsonElement> ReadAsync(string target) => (await SendAsync(HttpMethod.Get, target, Creator, "read")).Body;

    private Task<(int Status, JsonElement Body)> PostAsync(string target, string creator = Creator) => SendAsync(HttpMethod.Post, target, creator, "owner");

    private async Task<(int Status, string? Code)> RefusalAsync(string target, string creator = Creator, string scopes = "owner")
    {
        var (status, body) = await SendAsync(HttpMethod.Post, target, creator, scopes);
        return (status, Text(body, "code"));
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string target, string creator, string scopes)
    {
        using var request = new HttpRequestMessage(method, $"{dashboard.Address}/api/v1{target}")
        {
            Headers = { { "X-Internal-Token", pipeline.Settings["Internal__Token"] }, { "X-CreatorFlow-Creator", creator }, { "X-CreatorFlow-Scopes", scopes } },
        };
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}

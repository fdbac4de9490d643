using System.Text.Json;
using CreatorFlow.Adapters;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Dashboard;

namespace CreatorFlow.Tests.Integration.Reconciling;

/// <summary>The API, Projection and two replicas of Adapters as processes; the platforms reach us where the played shop sends to.</summary>
public sealed class SubscribedPlatform : DashboardUnderTest
{
    private readonly List<RunningService> services = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        services.Add(await RunningService.StartAsync(typeof(ProjectionModule), Environment));
        for (var replica = 0; replica < 2; replica++)
            services.Add(await RunningService.StartAsync(typeof(AdaptersModule), new(Environment)
            {
                ["Callbacks__AllowLoopback"] = "true", ["Subscriptions__PublicAddress"] = "https://gateway.invalid", ["Subscriptions__LookEveryMs"] = "20", ["Subscriptions__RetrySeconds"] = "1",
                ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0", ["Reconciling__LookEveryMs"] = "50", ["Reconciling__SettleMs"] = "300", ["Reconciling__EchoPatienceMs"] = "0",
            }));
    }

    public override async Task DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
        await base.DisposeAsync();
    }
}

public sealed class Losing_a_subscription(SubscribedPlatform platform) : IClassFixture<SubscribedPlatform>
{
    private const int Skus = 4;
    private const string Levels = "inventory_levels/update";

    [Fact]
    public async Task It_is_noticed_and_registered_again_once_and_the_books_are_right_again()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        var (sku, _, _, available) = shop.Level(0);
        Assert.Equal((0, true), (shop.Subscribing, shop.Sends(Levels)));
        var before = await AvailableAsync(creator, sku);

        shop.Lose(Levels);
        shop.Change(0, available + 3);
        await LookAgainAsync(shop);
        await Eventually.Async(async () => await AvailableAsync(creator, sku) == before + 3, TimeSpan.FromSeconds(30));
        var mended = await StandingAsync(creator, s => !s.GetProperty("gapOpen").GetBoolean() && Is(s, "repaired"));
        Assert.Equal((1, true), (shop.Subscribing, shop.Sends(Levels)));
        Assert.Equal([Levels], mended.GetProperty("repaired").EnumerateArray().Select(t => t.GetString()));
        Assert.True(mended.GetProperty("gapSince").GetDateTimeOffset() <= mended.GetProperty("noticedAt").GetDateTimeOffset());
        var run = await platform.ReadAsync(creator, $"/api/v1/sync-runs/{mended.GetProperty("runId").GetString()}");
        Assert.Equal(("subscription", false, 1), (run.GetProperty("askedBy").GetString(), run.GetProperty("dryRun").GetBoolean(), run.GetProperty("drifting").GetInt32()));
        Assert.Single(await platform.ReadAllAsync(creator, "/api/v1/sync-runs"), r => r.GetProperty("askedBy").GetString() == "subscription");

        await LookAgainAsync(shop);
        Assert.Equal(mended.GetProperty("repairedAt").GetDateTimeOffset(), (await StandingAsync(creator, s => Is(s, "healthy"))).GetProperty("repairedAt").GetDateTimeOffset());
        Assert.Equal(1, shop.Subscribing);
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_said_and_what_was_known_stays()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        shop.Lose(Levels);
        await shop.SaveAsync(platform, "revoked");
        await LookAgainAsync(shop);
        Assert.True(Is(await StandingAsync(creator, s => Failure(s) == "shopify.http_401"), "healthy"));
        Assert.False(shop.Sends(Levels));
        await shop.SaveAsync(platform, PlayedShop.Token);
        await LookAgainAsync(shop);
        await StandingAsync(creator, s => Failure(s) is null && Is(s, "repaired"));
        Assert.True(shop.Sends(Levels));
    }

    [Fact]
    public async Task A_shop_that_is_busy_is_asked_again_by_itself()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        shop.Lose("orders/create");
        shop.Drain(-300);
        await LookAgainAsync(shop);
        await StandingAsync(creator, s => Failure(s) == "shopify.throttled");
        await StandingAsync(creator, s => Failure(s) is null && Is(s, "repaired"));
        Assert.Equal((1, true), (shop.Subscribing, shop.Sends("orders/create")));
    }

    /// <summary>A shop that was compared and found to send everything.</summary>
    private async Task<(string Creator, PlayedShop Shop)> OpenAsync()
    {
        var creator = platform.NewCreator().Creator;
        var shop = await PlayedShop.OpenAsync(creator, Skus);
        await RunAsync("insert into creators (id, name) values ($1, 'Test')", creator);
        await shop.SaveAsync(platform, PlayedShop.Token);
        using var asked = await platform.SendAsync(HttpMethod.Post, $"/api/v1/channels/{shop.Connection}/reconciliations", new { dryRun = false }, creator);
        Assert.Equal(202, (int)asked.StatusCode);
        await Eventually.Async(async () => (await platform.ReadAllAsync(creator, "/api/v1/inventory")).Count == Skus, TimeSpan.FromSeconds(30));
        await Eventually.Async(async () => (await platform.ReadAllAsync(creator, "/api/v1/sync-runs")).All(r => r.GetProperty("status").GetString() == "completed"), TimeSpan.FromSeconds(30));
        await StandingAsync(creator, s => Is(s, "healthy"));
        return (creator, shop);
    }

    /// <summary>The time until the next look is over.</summary>
    private Task LookAgainAsync(PlayedShop shop) => RunAsync("update channel_subscriptions set due_at = now() where connection_id = $1", shop.Connection);

    private async Task<JsonElement> StandingAsync(string creator, Func<JsonElement, bool> expected)
    {
        JsonElement found = default;
        await Eventually.Async(async () => (found = Assert.Single((await platform.ReadAsync(creator, "/api/v1/channels")).GetProperty("items").EnumerateArray()).GetProperty("subscriptions")).ValueKind == JsonValueKind.Object && expected(found), TimeSpan.FromSeconds(30));
        return found;
    }

    private async Task<long> AvailableAsync(string creator, string sku) =>
        (await platform.ReadAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}")).GetProperty("available").GetInt64();

    private async Task RunAsync(string sql, string value)
    {
        await using var command = platform.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private static bool Is(JsonElement standing, string status) => standing.GetProperty("status").GetString() == status;

    private static string? Failure(JsonElement standing) => standing.GetProperty("failure").GetString();
}

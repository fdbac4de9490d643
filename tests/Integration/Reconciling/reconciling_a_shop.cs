using System.Text.Json;
using CreatorFlow.Adapters;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.Integration.Dashboard;

namespace CreatorFlow.Tests.Integration.Reconciling;

/// <summary>The API, Projection and Adapters as processes.</summary>
public sealed class ReconcilingPlatform : DashboardUnderTest
{
    private RunningService? projection;

    internal RunningService Adapters { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        projection = await RunningService.StartAsync(typeof(ProjectionModule), Environment);
        Adapters = await RunningService.StartAsync(typeof(AdaptersModule), new(Environment)
        {
            ["Callbacks__AllowLoopback"] = "true", ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0", ["Reconciling__LookEveryMs"] = "50", ["Reconciling__SettleMs"] = "300", ["Reconciling__ClaimMs"] = "8000", ["Reconciling__EchoPatienceMs"] = "0",
        });
    }

    public override async Task DisposeAsync()
    {
        if (Adapters is not null) await Adapters.DisposeAsync();
        if (projection is not null) await projection.DisposeAsync();
        await base.DisposeAsync();
    }
}

public sealed class Reconciling_a_shop(ReconcilingPlatform platform) : IClassFixture<ReconcilingPlatform>
{
    private const int Skus = 6;

    [Fact]
    public async Task A_lost_webhook_is_shown_by_a_dry_run_and_repaired_by_a_run()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        var (sku, listing, location, available) = shop.Level(0);
        shop.Change(0, available + 3);
        var before = await platform.ReadAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}");

        var shown = await RunAsync(creator, dryRun: true);
        Assert.Equal((Skus, 1, 0), (shown.GetProperty("listings").GetInt32(), shown.GetProperty("drifting").GetInt32(), shown.GetProperty("repairs").GetInt32()));
        Assert.Equal(0.833333m, shown.GetProperty("accuracy").GetDecimal());
        var difference = Assert.Single(await platform.ReadAllAsync(creator, $"/api/v1/sync-runs/{Id(shown)}/differences?cause=lost_webhook"));
        Assert.Equal((listing, location, sku), (difference.GetProperty("listingId").GetString(), difference.GetProperty("channelLocation").GetString(), difference.GetProperty("sku").GetString()));
        Assert.Equal((available, available, available + 3, "reported"), (difference.GetProperty("due").GetInt64(), difference.GetProperty("believed").GetInt64(), difference.GetProperty("shown").GetInt64(), difference.GetProperty("repair").GetString()));
        Assert.Equal(before.GetProperty("version").GetInt64(), (await platform.ReadAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}")).GetProperty("version").GetInt64());

        var repaired = await RunAsync(creator, dryRun: false);
        Assert.Equal(1, repaired.GetProperty("repairs").GetInt32());
        await Eventually.Async(async () => (await platform.ReadAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}")).GetProperty("available").GetInt64() == before.GetProperty("available").GetInt64() + 3);
        await MatchesAsync(creator);
        Assert.Equal(available + 3, shop.Level(0).Available);
    }

    [Fact]
    public async Task What_waits_for_a_paused_channel_is_paused_and_no_run_repairs_it()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        var (sku, _, _, available) = shop.Level(1);
        await SendAsync(creator, $"/api/v1/channels/{creator}-shop/pause", null, 200);
        await SendAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}/adjustments", new { delta = 2, location = shop.Level(1).Location }, 200);
        var run = await RunAsync(creator, dryRun: false);
        Assert.True(run.GetProperty("causes").TryGetProperty("paused", out var paused), run.ToString());
        Assert.Equal((1, 0), (paused.GetInt32(), run.GetProperty("repairs").GetInt32()));
        await SendAsync(creator, $"/api/v1/channels/{creator}-shop/resume", null, 200);
        await Eventually.Async(() => shop.Level(1).Available == available + 2);
        await MatchesAsync(creator);
    }

    [Fact]
    public async Task A_push_that_failed_is_told_again_by_a_run()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        var (sku, listing, location, available) = shop.Level(2);
        await shop.SaveAsync(platform, "revoked");
        await SendAsync(creator, $"/api/v1/inventory/{Uri.EscapeDataString(sku)}/adjustments", new { delta = 4, location }, 200);
        await Eventually.Async(async () => (await platform.ReadAllAsync(creator, "/api/v1/pushes?status=failed")).Count == 1);
        var refused = await RunAsync(creator, dryRun: true, status: "failed");
        Assert.StartsWith("shopify.", refused.GetProperty("failure").GetString(), StringComparison.Ordinal);
        await shop.SaveAsync(platform, PlayedShop.Token);
        var found = await RunAsync(creator, dryRun: false);
        var difference = Assert.Single(await platform.ReadAllAsync(creator, $"/api/v1/sync-runs/{Id(found)}/differences"));
        Assert.Equal((listing, "failed_push", "retried"), (difference.GetProperty("listingId").GetString(), difference.GetProperty("cause").GetString(), difference.GetProperty("repair").GetString()));
        await Eventually.Async(() => shop.Level(2).Available == available + 4);
        await MatchesAsync(creator);
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_is_begun_again()
    {
        var (creator, shop) = await OpenAsync();
        await using var open = shop;
        shop.Change(3, 77);
        shop.Hold(true);
        var asked = shop.Asked;
        var id = await StartAsync(creator, dryRun: false);
        await Eventually.Async(() => shop.Asked > asked);
        await platform.Adapters.KillAsync();
        Assert.Equal("running", (await platform.ReadAsync(creator, $"/api/v1/sync-runs/{id}")).GetProperty("status").GetString());
        shop.Hold(false);
        await platform.Adapters.StartAsync();
        var run = await EndedAsync(creator, id, "completed");
        Assert.Equal((2, 1), (run.GetProperty("attempts").GetInt32(), run.GetProperty("drifting").GetInt32()));
        await MatchesAsync(creator);
    }

    /// <summary>A shop whose listings the first run brings in.</summary>
    private async Task<(string Creator, PlayedShop Shop)> OpenAsync()
    {
        var creator = platform.NewCreator().Creator;
        var shop = await PlayedShop.OpenAsync(creator, Skus);
        await using (var command = platform.Database.CreateCommand("insert into creators (id, name) values ($1, 'Test')"))
        {
            command.Parameters.Add(new() { Value = creator });
            await command.ExecuteNonQueryAsync();
        }
        await shop.SaveAsync(platform, PlayedShop.Token);
        var first = await RunAsync(creator, dryRun: false);
        Assert.Equal(Skus, first.GetProperty("drifting").GetInt32());
        await MatchesAsync(creator);
        return (creator, shop);
    }

    /// <summary>What was repaired is booked a moment later.</summary>
    private Task MatchesAsync(string creator) => Eventually.Async(async () =>
        await RunAsync(creator, dryRun: true) is var run && run.GetProperty("matching").GetInt32() == Skus && run.GetProperty("accuracy").GetDecimal() == 1, TimeSpan.FromSeconds(30));

    private async Task<JsonElement> RunAsync(string creator, bool dryRun, string status = "completed") => await EndedAsync(creator, await StartAsync(creator, dryRun), status);

    private async Task<string> StartAsync(string creator, bool dryRun) =>
        Id(await SendAsync(creator, $"/api/v1/channels/{creator}-shop/reconciliations", new { dryRun }, 202));

    private async Task<JsonElement> EndedAsync(string creator, string id, string status)
    {
        JsonElement run = default;
        await Eventually.Async(async () => (run = await platform.ReadAsync(creator, $"/api/v1/sync-runs/{id}")).GetProperty("finishedAt").ValueKind != JsonValueKind.Null, TimeSpan.FromSeconds(30));
        Assert.True(run.GetProperty("status").GetString() == status, run.ToString());
        return run;
    }

    private async Task<JsonElement> SendAsync(string creator, string target, object? body, int status)
    {
        using var answer = await platform.SendAsync(HttpMethod.Post, target, body, creator);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    private static string Id(JsonElement run) => run.GetProperty("id").GetString()!;
}

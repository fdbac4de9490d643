using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>What Prometheus reads of each part.</summary>
[Collection(PlatformCollection.Name)]
public sealed class What_is_measured(RunningPlatform platform)
{
    [Fact]
    public async Task Each_part_tells_its_figures_by_the_names_that_alerts_use()
    {
        using var answer = await platform.PostStandardAsync(Guid.CreateVersion7().ToString("N"), $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"MEASURED","set":3}}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ToldAsync("projection", "sync_latency_milliseconds_count{", "batch_efficiency_bucket{", "events_recorded_total{", "events_per_second{", "queue_depth{", "queue_age_seconds{", "deliveries_concluded_total{");
        // One that has not happened yet is told too: an alert needs a value to compare with.
        await ToldAsync("ingest", "ingest_deliveries_total{", "outcome=\"Unavailable\"");
        foreach (var part in new[] { "ingest", "projection", "adapters", "dashboard" })
            await ToldAsync(part, "dotnet_process_memory_working_set_bytes", "service_ready", "recovery_time_seconds", "dependency_up{", "dependency=\"database\"", "dependency=\"broker\"", "dependency=\"redis\"");
    }

    [Fact]
    public async Task A_conflict_tells_how_long_it_took_and_who_settles_them()
    {
        foreach (var set in new[] { 10, 12 })
        {
            using var request = platform.Request(HttpMethod.Post, "/inventory/MEASURED-CONFLICT/adjustments", 0, "owner");
            request.Content = JsonContent.Create(new { set });
            using var adjusted = await platform.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, adjusted.StatusCode);
            using var webhook = await platform.PostStandardAsync(Guid.CreateVersion7().ToString("N"), $$$"""{"type":"inventory.stock_updated","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"sku":"MEASURED-CONFLICT","set":7}}""");
            Assert.Equal(HttpStatusCode.OK, webhook.StatusCode);
        }
        await ToldAsync("projection", "kind=\"conflict_resolution\"", "conflicts_detected_total{", "status=\"resolved\"", "conflict_resolution_rate");
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("read", 403)]
    [InlineData("owner", 200)] // who owns the demo operates it
    [InlineData("ops", 200)]
    public async Task At_the_gateway_figures_are_for_operators(string? role, int status)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(platform.Gateway), "/metrics"));
        if (role is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.Creator(0).ApiKeys[role]);
        using var answer = await http.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 200) Assert.Contains("http_server_request_duration_seconds", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task ToldAsync(string part, params string[] names)
    {
        using var http = new HttpClient();
        var address = new Uri(new Uri(platform.Host.Runtime.Components.Single(c => c.Name == part).Address), "/metrics");
        var told = "";
        bool IsTold(string name) => told.Contains(name, StringComparison.Ordinal);
        try
        {
            await Eventually.Async(async () =>
            {
                told = await http.GetStringAsync(address);
                return names.All(IsTold);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{part} does not tell {string.Join(", ", names.Where(name => !IsTold(name)))} but\n{string.Join('\n', told.Split('\n').Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)))}");
        }
    }
}

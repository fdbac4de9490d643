using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class PlatformLifeCycleTests
{
    /// <summary>One platform for all of it: each start takes half a minute of both cores.</summary>
    [Fact]
    public async Task What_is_killed_comes_back_what_is_stopped_is_gone_and_a_restart_goes_on_with_the_same_creators_and_addresses()
    {
        await using var platform = await PlatformHost.StartAsync("--demo-creators", "1", "--no-demo");
        var before = platform.Runtime;
        await AssertShopsAreAskedAsync(before);
        foreach (var component in new[] { "ingest", "postgres", "rabbitmq", "redis" })
        {
            var killed = await platform.KillAsync(component);
            await platform.WaitUntilReplacedAsync(component, killed);
        }

        string[] together = ["projection", "dashboard"];
        var dead = await Task.WhenAll(together.Select(platform.KillAsync));
        await Task.WhenAll(together.Zip(dead, (component, killed) => platform.WaitUntilReplacedAsync(component, killed)));

        var running = platform.Runtime.Components.Select(component => ProcessIdentity.Of(component.Pid!.Value)!).ToList();
        await platform.StopAsync();
        Assert.DoesNotContain(running, process => process.IsAlive);

        await platform.StartAgainAsync();
        Assert.Equal(before.Gateway, platform.Runtime.Gateway);
        Assert.Equal(before.Postgres, platform.Runtime.Postgres);
        Assert.Equal(before.Creators[0].ApiKeys, platform.Runtime.Creators[0].ApiKeys);
    }

    /// <summary>Which webhooks they send us.</summary>
    private static async Task AssertShopsAreAskedAsync(RuntimeFile runtime)
    {
        using var http = new HttpClient { BaseAddress = new Uri(runtime.Gateway) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", runtime.Creators[0].ApiKeys.Values.First());
        await Eventually.Async(async () => await StandingAsync(http) == "healthy", TimeSpan.FromSeconds(60), every: TimeSpan.FromMilliseconds(200));
    }

    private static async Task<string?> StandingAsync(HttpClient http)
    {
        var channels = (await http.GetFromJsonAsync<JsonElement>("api/v1/channels")).GetProperty("items").EnumerateArray();
        var shop = channels.Single(c => c.GetProperty("platform").GetString() == "shopify").GetProperty("subscriptions");
        return shop.ValueKind == JsonValueKind.Object ? shop.GetProperty("status").GetString() : null;
    }
}

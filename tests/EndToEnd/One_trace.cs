using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>Invariant I10: one trace follows an event from the platform's POST to the repaint of a page, through the telling of other channels.</summary>
public sealed class One_trace : IAsyncLifetime
{
    /// <summary>Service and span, with what it says of a hop; server and client spans are named by method and route.</summary>
    private static readonly (string Service, string Kind, string Name)[] Hops =
    [
        ("gateway", "server", "POST"), ("gateway", "client", "POST"), ("ingest", "server", "POST"), ("ingest", "producer", "publish"), ("projection", "consumer", "record"),
        ("dashboard", "producer", "feed"), ("browser", "consumer", "repaint"), ("adapters", "client", "push"), ("adapters", "client", "POST"),
    ];

    private readonly HttpClient http = new();
    private PlatformHost host = null!;

    // With the demo's traffic: the simulated platforms post, and are told.
    public async Task InitializeAsync() => host = await PlatformHost.StartAsync("--demo-creators", "2");

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_webhook_has_every_hop_from_the_POST_to_the_repaint_and_is_its_creators_alone()
    {
        await using var headless = await HeadlessBrowser.StartAsync();
        var page = await headless.Browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.GotoAsync($"{host.Runtime.Gateway}/inventory#key={Key(0)}");
        await Assertions.Expect(page.GetByTestId("connection-state")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 30_000 });
        var (trace, most) = (default(JsonElement), Array.Empty<string>());
        try
        {
            await Eventually.Async(async () =>
            {
                // What a summary says of the services tells which is worth a look.
                var listed = (await JsonAsync("/traces?limit=100")).GetProperty("traces").EnumerateArray().ToList();
                if (listed.MaxBy(t => (t.GetProperty("services").GetArrayLength(), t.GetProperty("spans").GetInt32())) is not { ValueKind: JsonValueKind.Object } fullest) return false;
                trace = await JsonAsync($"/traces/{fullest.GetProperty("traceId").GetString()}");
                most = Kept(trace);
                return most.Length == Hops.Length;
            }, TimeSpan.FromSeconds(60), every: TimeSpan.FromMilliseconds(500));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The fullest trace has {string.Join(", ", most)} alone:\n{trace}");
        }

        var traceId = trace.GetProperty("traceId").GetString()!;
        await WholeAsync(traceId);
        using (var others = await GetAsync($"/traces/{traceId}", creator: 1)) Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        await SearchedAsync(trace, traceId);
        Assert.Contains("sync_success_rate{", await http.GetStringAsync(new Uri(new Uri(host.Runtime.Components.Single(c => c.Name == "adapters").Address), "/metrics")), StringComparison.Ordinal);
        await page.GotoAsync($"{host.Runtime.Gateway}/ops/traces/{traceId}");
        foreach (var (service, name) in new[] { ("projection", "record"), ("adapters", "push"), ("browser", "repaint") })
            await Assertions.Expect(page.GetByTestId($"span-{service}-{name}").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "one-trace.png"), FullPage = true });
    }

    private async Task SearchedAsync(JsonElement trace, string traceId)
    {
        var delivery = trace.GetProperty("spans").EnumerateArray().First(s => s.GetProperty("name").GetString() == "record").GetProperty("tags").GetProperty("creatorflow.delivery").GetString();
        Assert.Equal(traceId, Assert.Single((await JsonAsync($"/traces?delivery={delivery}")).GetProperty("traces").EnumerateArray()).GetProperty("traceId").GetString());
        await SearchedAsync("inventory", "sku", by: "sku");
        await SearchedAsync("orders", "id", by: "order");
        using var both = await GetAsync("/traces?sku=A&order=B");
        Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
        Assert.Equal("traces.one_filter", JsonElement.Parse(await both.Content.ReadAsStringAsync()).GetProperty("code").GetString());
    }

    /// <summary>What is found by a SKU or an order is what changed it.</summary>
    private async Task SearchedAsync(string list, string id, string by)
    {
        foreach (var item in (await JsonAsync($"/{list}?limit=50")).GetProperty("items").EnumerateArray())
        {
            var named = Uri.EscapeDataString(item.GetProperty(id).GetString()!);
            var found = (await JsonAsync($"/traces?{by}={named}")).GetProperty("traces").EnumerateArray().Select(t => t.GetProperty("traceId").GetString()!).ToList();
            if (found.Count == 0) continue;
            var events = (await JsonAsync($"/{list}/{named}/events?limit=500")).ToString();
            Assert.Contains(found, trace => events.Contains(trace, StringComparison.Ordinal));
            return;
        }
        Assert.Fail($"No trace is found by {by}.");
    }

    private static string[] Kept(JsonElement trace)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        return [.. Hops.Where(hop => spans.Exists(s => s.GetProperty("service").GetString() == hop.Service && s.GetProperty("kind").GetString() == hop.Kind
            && s.GetProperty("name").GetString()!.StartsWith(hop.Name, StringComparison.Ordinal))).Select(hop => $"{hop.Service} {hop.Name}")];
    }

    /// <summary>A span is told of when it ends, its parent after it and by whichever process: the last of them may still be on their way.</summary>
    private async Task WholeAsync(string traceId)
    {
        string[] orphans = [];
        try
        {
            await Eventually.Async(async () => (orphans = Orphans(await JsonAsync($"/traces/{traceId}"))).Length == 0, TimeSpan.FromSeconds(60), every: TimeSpan.FromMilliseconds(500));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Trace {traceId} never became whole, without their parents are:\n{string.Join('\n', orphans)}");
        }
    }

    /// <summary>Spans whose parent is missing, but for the first.</summary>
    private static string[] Orphans(JsonElement trace)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var ids = spans.ConvertAll(s => s.GetProperty("spanId").GetString());
        return [.. spans.Where(s => s.GetProperty("parentId").GetString() is { } parent && !ids.Contains(parent)).Select(s => s.ToString()).Skip(1)];
    }

    private string Key(int creator) => host.Runtime.Creators[creator].ApiKeys["owner"];

    private async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, int creator = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{host.Runtime.Gateway}/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key(creator));
        return await http.SendAsync(request);
    }
}

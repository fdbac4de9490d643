using System.Globalization;
using System.Text.Json;
using CreatorFlow.Testing;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>
/// What a person does in an hour with a page that stays open, fast: its stream ends and begins anew, pages are walked, a second tab
/// comes and goes, another creator signs in and the first one again. Nothing of it may stay, neither in the browser nor at the server.
/// </summary>
public sealed class Opening_and_closing(ITestOutputHelper output)
{
    private const int Skus = 500;
    private const int WarmUp = 40;
    private const int Cycles = 300;
    private const double MostGrownMB = 2;

    [AskedForFact(MeasuredRun.Asked)]
    public async Task Leaves_the_heap_and_the_servers_connections_as_they_were()
    {
        await using var run = await MeasuredRun.StartAsync(output);
        using var traffic = await run.StockedAsync(Skus, n => $"SKU-{n % Skus:000}");
        await using var headless = await HeadlessBrowser.StartAsync();
        await using var context = await headless.Browser.NewContextAsync();
        var page = await context.OpenAsync(run.Platform.Gateway, run.Key);
        var pages = await page.PagesAsync();
        await CycleAsync(run, page, pages, WarmUp);
        var before = await LeftAsync(run, page);
        run.Say($"after {WarmUp} cycles: {before}");
        var talking = traffic.RunAsync(perSecond: 10, seconds: 30);
        for (var third = 1; third <= 3; third++)
        {
            await CycleAsync(run, page, pages, Cycles / 3);
            run.Say($"after {WarmUp + (third * Cycles / 3)} cycles: {await LeftAsync(run, page)}");
        }
        await talking;
        await run.Books.EqualAsync(page, TimeSpan.FromSeconds(30));
        var after = await LeftAsync(run, page);
        run.Say($"in the end: {after}");
        Assert.InRange(after.HeapMB - before.HeapMB, double.MinValue, MostGrownMB);
        Assert.Equal(before.Streams, after.Streams);
        await context.CloseAsync();
        await Eventually.Async(async () => await run.Platform.LiveStreamsAsync() == 0, what: "no stream is open once the browser is gone");
    }

    private static async Task CycleAsync(MeasuredRun run, IPage page, IReadOnlyList<string> pages, int cycles)
    {
        for (var i = 0; i < cycles; i++)
        {
            await page.EvaluateAsync("window.dispatchEvent(new Event('offline'))");
            await page.ExpectStateAsync("offline");
            await page.Locator($"nav a[href='{pages[i % pages.Count]}']").ClickAsync();
            await page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
            await page.ExpectStateAsync("live");
            if (i % 5 == 0) await SecondTabAsync(run, page, pages[i / 5 % pages.Count]);
            if (i % 20 == 0) await OtherCreatorAsync(run, page);
        }
        await page.Locator("nav a[href='/inventory']").ClickAsync();
    }

    private static async Task SecondTabAsync(MeasuredRun run, IPage page, string path)
    {
        var tab = await page.Context.OpenAsync(run.Platform.Gateway, run.Key, path);
        await tab.CloseAsync();
    }

    /// <summary>In the same document: one session ends, another begins.</summary>
    private static async Task OtherCreatorAsync(MeasuredRun run, IPage page)
    {
        foreach (var creator in new[] { 1, 0 })
        {
            await page.EvaluateAsync($"window.location.hash = 'key={run.Platform.Creator(creator).ApiKeys["owner"]}'");
            await page.WaitForFunctionAsync("id => sessionStorage.getItem('creatorflow.signIn')?.split('\\n')[2] === id", run.Platform.Creator(creator).Id);
            await page.ExpectStateAsync("live");
        }
    }

    private static async Task<Left> LeftAsync(MeasuredRun run, IPage page)
    {
        await page.ExpectStateAsync("live");
        var session = await page.Context.NewCDPSessionAsync(page);
        for (var i = 0; i < 3; i++) await session.SendAsync("HeapProfiler.collectGarbage");
        var counters = (await session.SendAsync("Memory.getDOMCounters"))!.Value;
        var heap = (await session.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble() / 1024 / 1024;
        await session.DetachAsync();
        return new(heap, Count(counters, "nodes"), Count(counters, "jsEventListeners"), await run.Platform.LiveStreamsAsync(), Sockets(run, "dashboard"), Sockets(run, "gateway"));
    }

    private static int Count(JsonElement counters, string name) => counters.GetProperty(name).GetInt32();

    private static int Sockets(MeasuredRun run, string component)
    {
        var pid = run.Platform.Host.Runtime.Components.Single(c => c.Name == component).Pid;
        return Directory.EnumerateFiles($"/proc/{pid}/fd").Count(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true);
    }

    private sealed record Left(double HeapMB, int Nodes, int Listeners, int Streams, int DashboardSockets, int GatewaySockets)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"heap {HeapMB:0.0} MB, {Nodes:N0} nodes, {Listeners:N0} listeners; {Streams} live streams, sockets: Dashboard API {DashboardSockets}, gateway {GatewaySockets}");
    }
}

using System.Diagnostics;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>A first visit and a walk over all pages on slow 3G, on a network that drops every ten seconds, and on one that does both.</summary>
public sealed class A_bad_network(ITestOutputHelper output)
{
    private const int Skus = 5_000;
    private const int Edits = 20;
    private const double BytesPerSecond = 400_000 / 8.0;
    private const int RoundTripMs = 400;
    private const float Patience = 120_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(2);

    [AskedForFact(MeasuredRun.Asked)]
    public async Task Leaves_every_page_usable_and_every_edit_counted_once()
    {
        await using var run = await MeasuredRun.StartAsync(output);
        using var traffic = await run.StockedAsync(Skus, n => $"SKU-{n % Skus:0000}");
        await VisitAsync(run, "slow 3G", slow: true, drops: false);
        await VisitAsync(run, "dropping every 10 s", slow: false, drops: true);
        await VisitAsync(run, "slow 3G that drops every 10 s", slow: true, drops: true);
    }

    private static async Task VisitAsync(MeasuredRun run, string network, bool slow, bool drops)
    {
        await using var wire = Wire.To(run.Platform.Gateway);
        await using var headless = await HeadlessBrowser.StartAsync();
        await using var context = await headless.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        if (slow) await SlowAsync(page);
        using var end = new CancellationTokenSource();
        var dropping = drops ? DropAsync(wire, end.Token) : Task.CompletedTask;
        await FirstVisitAsync(run, page, wire, network);
        var edits = await EditAsync(page, wire.Address);
        await WalkAsync(run, page, wire.Address, network);
        await AnsweredAsync(run, page, wire.Address, edits, network);
        await end.CancelAsync();
        await dropping;
    }

    private static async Task SlowAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = RoundTripMs, ["downloadThroughput"] = BytesPerSecond, ["uploadThroughput"] = BytesPerSecond });
    }

    private static async Task DropAsync(Wire wire, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                wire.Cut();
                await Task.Delay(Gone, end);
                wire.Mend();
            }
        }
        catch (OperationCanceledException)
        {
            wire.Mend();
        }
    }

    private static async Task FirstVisitAsync(MeasuredRun run, IPage page, Wire wire, string network)
    {
        var began = Stopwatch.GetTimestamp();
        await GoAsync(page, $"{wire.Address}/inventory#key={run.Key}");
        await page.GetByTestId("inventory-row-SKU-0000").WaitForAsync(new() { Timeout = Patience });
        var rows = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await page.ExpectStateAsync("live", Patience);
        var live = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        run.Say($"{network}, first visit: rows after {rows:0.0} s, all {Skus:N0} SKUs and live after {live:0.0} s, {wire.Received / 1024:N0} KB; kept for being offline after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private static async Task<List<string>> EditAsync(IPage page, string address)
    {
        await GoAsync(page, $"{address}/inventory");
        for (var i = 0; i < Edits; i++) await page.EditAsync($"SKU-{i:0000}", "+1");
        List<string> edits = [];
        await Eventually.Async(async () => (edits = [.. (await KeptCopy.ReadAsync(page)).Edits.Select(e => e.Id)]).Count == Edits, what: $"{Edits} edits on disk");
        return edits;
    }

    private static async Task WalkAsync(MeasuredRun run, IPage page, string address, string network)
    {
        string[] addresses = [.. await page.PagesAsync(), "/inventory/SKU-0001", "/inventory/SKU-0001?why", $"/channels/{run.Platform.Connection("shopify").ConnectionId}", "/edits"];
        var (headings, contents) = (new List<(double Ms, string Address)>(), new List<(double Ms, string Address)>());
        foreach (var one in addresses)
        {
            var began = Stopwatch.GetTimestamp();
            await GoAsync(page, address + one);
            await Assertions.Expect(page.Locator("main h1, main h2, [role=dialog] h2").First).ToBeVisibleAsync(new() { Timeout = Patience });
            headings.Add((Stopwatch.GetElapsedTime(began).TotalMilliseconds, one));
            await page.SettledAsync(Patience);
            await Assertions.Expect(page.GetByText("client.page_failed")).ToHaveCountAsync(0);
            contents.Add((Stopwatch.GetElapsedTime(began).TotalMilliseconds, one));
        }
        run.Say($"{network}, {addresses.Length} pages: heading p50 {MeasuredRun.At(headings.Select(h => h.Ms), 50):0} ms, slowest {headings.Max().Ms:0} ms ({headings.Max().Address}); content p50 {MeasuredRun.At(contents.Select(h => h.Ms), 50):0} ms, slowest {contents.Max().Ms:0} ms ({contents.Max().Address})");
    }

    private static async Task AnsweredAsync(MeasuredRun run, IPage page, string address, List<string> edits, string network)
    {
        await GoAsync(page, $"{address}/inventory");
        await Eventually.Async(async () => (await KeptCopy.ReadAsync(page)).Edits.All(e => e.State != "pending"), TimeSpan.FromSeconds(90), "every edit is answered", every: TimeSpan.FromMilliseconds(250));
        var applied = await run.Books.AppliedAsync(edits);
        run.Say($"{network}: {applied.Values.Count(times => times == 1)} of {edits.Count} edits are in the books once");
        Assert.DoesNotContain(applied, edit => edit.Value != 1);
        await run.Books.EqualAsync(page, TimeSpan.FromSeconds(60));
    }

    /// <summary>A person whose page does not come at all loads it again; once the page's files are kept it always comes.</summary>
    private static Task GoAsync(IPage page, string address) => Eventually.Async(async () =>
    {
        try
        {
            await page.GotoAsync(address, new() { Timeout = Patience, WaitUntil = WaitUntilState.DOMContentLoaded });
            return await page.Locator("#root > *").First.IsVisibleAsync() || await ComesAsync(page);
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }, TimeSpan.FromMilliseconds(Patience), address, every: TimeSpan.FromSeconds(1));

    private static async Task<bool> ComesAsync(IPage page)
    {
        try
        {
            await page.Locator("#root > *").First.WaitForAsync(new() { Timeout = 30_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false; // A file of the page was cut off.
        }
    }
}

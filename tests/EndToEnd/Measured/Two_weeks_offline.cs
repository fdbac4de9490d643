using System.Diagnostics;
using System.Net;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>
/// 200 edits made without a network while the server goes through 20,000 changes; the browser is killed with the edits on its disk
/// alone, and again while it sends them and catches up.
/// </summary>
public sealed class Two_weeks_offline(ITestOutputHelper output)
{
    private const int Skus = 1_000;
    private const int Changes = 18_000;
    private const int Orders = 1_000;
    private const int ByHand = 20;
    private const int AtOnce = 180;
    private const int CutOffBytes = 16_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [AskedForFact(MeasuredRun.Asked)]
    public async Task End_with_every_edit_counted_once_and_the_servers_copy_however_often_the_browser_is_killed()
    {
        await using var run = await MeasuredRun.StartAsync(output);
        using var traffic = await run.StockedAsync(Skus, n => $"{(n % Skus < AtOnce ? "MANY" : n % Skus < AtOnce + ByHand ? "HAND" : "SKU")}-{n % Skus:000}");
        await using var wire = Wire.To(run.Platform.Gateway);
        await using var browser = await KeptBrowser.CreateAsync();
        var page = await browser.StartAsync();
        await page.GotoAsync($"{wire.Address}/inventory");
        await page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");

        await FullDownloadAsync(run, wire, page);
        wire.Cut();
        var edits = await EditAsync(run, page);
        await HappenAsync(run, traffic);
        await browser.KillAsync();
        run.Say("killed for the first time, without a network");

        page = await browser.StartAsync();
        await page.GotoAsync($"{wire.Address}/edits");
        await Assertions.Expect(page.GetByTestId("edits-badge")).ToContainTextAsync($"{edits.Count}");
        Assert.Equal(edits.Order(), (await KeptCopy.ReadAsync(page)).Edits.Where(e => e.State == "pending").Select(e => e.Id).Order());
        await KillWhileSendingAsync(run, wire, browser);

        page = await browser.StartAsync();
        await ResyncAsync(run, wire, page);
        await AssertOnceAsync(run, page, edits);
    }

    /// <summary>What a page without a copy reads, the page's own files aside.</summary>
    private static async Task FullDownloadAsync(MeasuredRun run, Wire wire, IPage page)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), wire.Received);
        await page.SignInAsync(wire.Address, run.Key);
        var (seconds, bytes) = (Stopwatch.GetElapsedTime(began).TotalSeconds, wire.Received - before);
        await run.Books.EqualAsync(page, Patience);
        run.Say($"full download of {Skus:N0} SKUs: {bytes / 1024.0:N0} KB in {seconds:0.0} s");
    }

    private static async Task<List<string>> EditAsync(MeasuredRun run, IPage page)
    {
        await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/inventory?q=hand");
        for (var i = AtOnce; i < AtOnce + ByHand; i++) await page.EditAsync($"HAND-{i:000}", $"{30_000 + i}");
        await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/inventory?q=many");
        await page.GetByTestId("check-all").ClickAsync();
        await page.GetByTestId("bulk").GetByRole(AriaRole.Textbox).FillAsync("+3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change them" }).ClickAsync();
        List<string> edits = [];
        await Eventually.Async(async () => (edits = [.. (await KeptCopy.ReadAsync(page)).Edits.Select(e => e.Id)]).Count == ByHand + AtOnce, what: "200 edits on disk");
        run.Say($"{edits.Count} edits made without a network");
        return edits;
    }

    private static async Task HappenAsync(MeasuredRun run, PacedTraffic traffic)
    {
        var before = await run.Books.FeedAsync();
        await traffic.RushAsync(Changes);
        using var sender = new StandardSender(new Uri(run.Platform.Gateway), run.Platform.Connection("standard").Secret);
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            Assert.Equal(HttpStatusCode.OK, await sender.PostAsync(run.Platform.Connection("standard").ConnectionId, $"two-weeks-{i}",
                $$$"""{"type":"order.created","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","data":{"orderId":"TW-{{{i}}}","status":"paid","lines":[{"lineId":"1","sku":"SKU-{{{AtOnce + ByHand + (i % 500):000}}}","quantity":1}]}}""")));
        await Eventually.Async(async () => await run.Books.FeedAsync() - before >= Changes + (2 * Orders), Patience, "all of it is in the books", every: TimeSpan.FromMilliseconds(250));
        run.Say($"{await run.Books.FeedAsync() - before:N0} changes at the server meanwhile");
    }

    /// <summary>Edits are on their way and no answer has come, the copy is being caught up: kill -9.</summary>
    private static async Task KillWhileSendingAsync(MeasuredRun run, Wire wire, KeptBrowser browser)
    {
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wire.Sending = piece =>
        {
            if (piece.Span.IndexOf("POST /api/v1/mutations"u8) >= 0) sending.TrySetResult();
        };
        var before = wire.Received;
        wire.Mend();
        await sending.Task.WaitAsync(Patience);
        await Eventually.Async(() => wire.Received - before > CutOffBytes, what: "the copy is being caught up");
        await browser.KillAsync();
        wire.Sending = null;
        run.Say($"killed for the second time, with edits on their way, after {(wire.Received - before) / 1024.0:N0} KB");
    }

    private static async Task ResyncAsync(MeasuredRun run, Wire wire, IPage page)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), wire.Received);
        await page.GotoAsync($"{wire.Address}/inventory");
        await page.ExpectStateAsync("live");
        var (live, bytes) = (Stopwatch.GetElapsedTime(began).TotalSeconds, wire.Received - before);
        await Eventually.Async(async () => (await KeptCopy.ReadAsync(page)).Edits.All(e => e.State != "pending"), Patience, "every edit is answered", every: TimeSpan.FromMilliseconds(100));
        run.Say($"resync: live after {live:0.0} s and {bytes / 1024.0:N0} KB, every edit answered after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s and {(wire.Received - before) / 1024.0:N0} KB");
    }

    private static async Task AssertOnceAsync(MeasuredRun run, IPage page, List<string> edits)
    {
        await run.Books.EqualAsync(page, Patience);
        run.Say("the copy is the server's, row by row and sum by sum");
        var applied = await run.Books.AppliedAsync(edits);
        run.Say($"{applied.Values.Count(times => times == 1)} of {edits.Count} edits are in the books once, {applied.Values.Count(times => times > 1)} more often, {applied.Values.Count(times => times == 0)} not at all");
        Assert.DoesNotContain(applied, edit => edit.Value != 1);
    }
}

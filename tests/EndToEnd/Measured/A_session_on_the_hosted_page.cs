using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>500 sessions recorded at an agent that the browser cannot reach: how late a page that reads the hosted copy has a row for each.</summary>
public sealed class A_session_on_the_hosted_page(ITestOutputHelper output)
{
    private const int Sessions = 500;
    private const int RunningAtOnce = 200;
    private const int PromisedMs = 30_000;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(150);

    [AskedForFact(MeasuredRun.Asked)]
    public async Task Is_there_within_thirty_seconds_of_its_recording()
    {
        await using var run = await MeasuredRun.StartAsync(output);
        await using var agent = await LocalAgent.StartAsync(run.Platform, RunningService.FreeAddress());
        await using var browser = await HeadlessBrowser.StartAsync();
        var page = await OpenAsync(browser, run, agent);
        run.Say($"{Sessions} sessions, one each {Every.TotalMilliseconds} ms");

        var recorded = await RecordAsync(agent);
        await Eventually.Async(() => page.EvaluateAsync<bool>($"window.shownSessions.length >= {Sessions}"), TimeSpan.FromMilliseconds(PromisedMs), "every session has a row", every: TimeSpan.FromMilliseconds(500));

        var shown = (await ShownSessions.TakeAsync(page)).ToDictionary(noted => noted.What, noted => noted.At, StringComparer.Ordinal);
        var late = recorded.Select(session => shown[session.Key] - session.Value).ToList();
        run.Say("recorded at the agent to the row in the hosted page", late);
        run.Say($"within 2 s: {late.Count(ms => ms <= 2_000)} of {late.Count}");
        Assert.All(await ShownSessions.TakeSourcesAsync(page), said => Assert.StartsWith("hosted: ", said.What, StringComparison.Ordinal));
        Assert.All(late, ms => Assert.InRange(ms, 0, PromisedMs));
    }

    private static async Task<IPage> OpenAsync(HeadlessBrowser browser, MeasuredRun run, LocalAgent agent)
    {
        await agent.RecordAsync("start", new { session_type = "coding", id = "warm" });
        var page = await (await browser.Browser.NewContextAsync()).OpenAsync(run.Platform.Gateway, run.Key, "/sessions");
        await Assertions.Expect(page.GetByTestId("session-warm")).ToBeVisibleAsync(new() { Timeout = PageActions.Patience });
        await ShownSessions.WatchAsync(page);
        await ShownSessions.TakeAsync(page);
        return page;
    }

    /// <summary>When each was recorded. A session runs as long as it may take to be shown, so that the list of running ones has it.</summary>
    private static async Task<Dictionary<string, double>> RecordAsync(LocalAgent agent)
    {
        var recorded = new Dictionary<string, double>(StringComparer.Ordinal);
        using var pace = new PeriodicTimer(Every);
        for (var i = 0; i < Sessions; i++)
        {
            await pace.WaitForNextTickAsync();
            recorded[Id(i)] = ShownSessions.Now;
            await agent.RecordAsync("start", new { session_type = "coding", id = Id(i) });
            if (i >= RunningAtOnce) await agent.RecordAsync($"{Id(i - RunningAtOnce)}/end", new { });
        }
        return recorded;
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"s{number:000}");
}

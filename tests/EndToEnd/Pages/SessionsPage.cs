using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>The page of sessions with an agent that comes and goes; whatever it shows, it has to say whose it is and how old.</summary>
internal sealed class SessionsPage
{
    private readonly IPage page;
    private readonly List<Noted> said = [];

    private SessionsPage(IPage page) => this.page = page;

    private ILocator Line => page.GetByTestId("session-source");

    /// <summary>Opens it on the agent, with one session that runs and that the gateway has.</summary>
    public static async Task<SessionsPage> OpenAsync(HeadlessBrowser browser, RunningPlatform platform, LocalAgent agent)
    {
        await agent.RecordAsync("start", new { session_type = "coding", id = "in-sight" });
        var page = await (await browser.Browser.NewContextAsync()).OpenAsync(platform.Gateway, platform.Creator(0).ApiKeys["owner"], "/sessions");
        var sessions = new SessionsPage(page);
        await Assertions.Expect(sessions.Line).ToHaveAttributeAsync("data-source", "agent", new() { Timeout = PageActions.Patience });
        await Assertions.Expect(sessions.Line).ToContainTextAsync("; sent to the gateway", new() { Timeout = PageActions.Patience });
        await ShownSessions.WatchAsync(page);
        return sessions;
    }

    /// <summary>Does it, and waits until the page shows the source.</summary>
    /// <returns>Milliseconds from the beginning until it was in the page.</returns>
    public async Task<double> ShowsAsync(string source, Func<Task> after)
    {
        var began = ShownSessions.Now;
        await after();
        await Assertions.Expect(Line).ToHaveAttributeAsync("data-source", source, new() { Timeout = PageActions.Patience });
        await Assertions.Expect(Line).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByTestId("session-in-sight")).ToBeVisibleAsync();
        var since = await ShownSessions.TakeSourcesAsync(page);
        said.AddRange(since);
        return since.First(noted => noted.At >= began && noted.What.StartsWith(source, StringComparison.Ordinal) && IsOf(source, noted)).At - began;
    }

    /// <summary>At no change of the page its source or the age of what it shows was missing.</summary>
    public void SaidAllAlong()
    {
        Assert.NotEmpty(said);
        Assert.All(said, noted => Assert.Matches("^(agent: Source: Agent on this device.*read .+; sent to the gateway .+|hosted: Source: Hosted copy.*(As the agent sent it .+|No agent has sent anything yet), read .+)$", noted.What));
    }

    /// <summary>The agent's name stands until the hosted copy has answered: what was not answered anew is no return.</summary>
    private static bool IsOf(string source, Noted noted) => source != "agent" || !noted.What.Contains("It stopped answering", StringComparison.Ordinal);
}

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>What befalls an agent, and what the page shows then.</summary>
internal static class AgentTroubles
{
    /// <summary>Killed, started again, halted without a word, going on.</summary>
    /// <returns>What befell it, the source that it leads to, and the milliseconds until the page showed that.</returns>
    public static async Task<IReadOnlyList<(string What, string Source, double Ms)>> AllAsync(SessionsPage page, LocalAgent agent) =>
    [
        ("killed", "hosted", await page.ShowsAsync("hosted", agent.Service.KillAsync)),
        ("started again", "agent", await page.ShowsAsync("agent", agent.Service.StartAsync)),
        ("halted", "hosted", await page.ShowsAsync("hosted", () => { agent.Service.Halt(); return Task.CompletedTask; })),
        ("going on", "agent", await page.ShowsAsync("agent", () => { agent.Service.GoOn(); return Task.CompletedTask; })),
    ];
}

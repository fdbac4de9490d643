using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>Notes each session that the page's list of active ones gets, and each source it names, with the machine's time.</summary>
internal static class ShownSessions
{
    private const string Script = """
        () => {
          window.shownSessions = []
          window.shownSources = []
          const known = new Set()
          const look = () => {
            const at = performance.timeOrigin + performance.now()
            for (const row of document.querySelectorAll('li[data-testid^="session-"]')) {
              const id = row.dataset.testid.slice('session-'.length)
              if (known.has(id)) continue
              known.add(id)
              window.shownSessions.push({ what: id, at })
            }
            const line = document.querySelector('[data-testid="session-source"]')
            const what = line === null ? 'no line' : `${line.dataset.source}: ${line.textContent}`
            if (window.shownSources.at(-1)?.what !== what) window.shownSources.push({ what, at })
          }
          look()
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-source'] })
        }
        """;

    public static Task WatchAsync(IPage page) => page.EvaluateAsync(Script);

    /// <summary>Sessions whose rows were put into the page since the last look.</summary>
    public static async Task<IReadOnlyList<Noted>> TakeAsync(IPage page) => await page.EvaluateAsync<Noted[]>("window.shownSessions.splice(0)");

    /// <summary>What the line of the source said at each change of the page since the last look.</summary>
    public static async Task<IReadOnlyList<Noted>> TakeSourcesAsync(IPage page) => await page.EvaluateAsync<Noted[]>("window.shownSources.splice(0)");

    public static double Now => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;
}

/// <param name="What">A session's id, or the line's text.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record Noted(string What, double At)
{
    /// <summary>For the browser's answers.</summary>
    public Noted() : this("", 0) { }
}

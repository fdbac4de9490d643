using CreatorFlow.Testing.Platform;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd;

/// <summary>The machine's Chromium without a window, and without what it does on its own account.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    public static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright playwright;

    private HeadlessBrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<HeadlessBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindOrInstallAsync(), Args = Arguments }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}

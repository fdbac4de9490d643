using System.Diagnostics;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Microsoft.Playwright;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>A browser with a disk of its own, which outlives its being killed.</summary>
internal sealed class KeptBrowser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly string disk = Directory.CreateTempSubdirectory("creatorflow-browser-").FullName;
    private IBrowserContext? context;

    private KeptBrowser(IPlaywright playwright) => this.playwright = playwright;

    public static async Task<KeptBrowser> CreateAsync() => new(await Playwright.CreateAsync());

    /// <summary>Starts it on what its disk holds.</summary>
    public async Task<IPage> StartAsync()
    {
        context = await playwright.Chromium.LaunchPersistentContextAsync(disk, new() { ExecutablePath = await Chromium.FindOrInstallAsync(), Args = HeadlessBrowser.Arguments });
        return context.Pages[0];
    }

    /// <summary><c>kill -9</c> of the program with all that belongs to it: nothing is written any more.</summary>
    public async Task KillAsync()
    {
        foreach (var process in Processes()) process.Kill();
        await Eventually.Async(() => Processes().Count == 0, what: "the browser is no more");
        try
        {
            await EndAsync();
        }
        catch (PlaywrightException)
        {
            context = null; // Playwright heard of its end while it was about to close it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        playwright.Dispose();
        await Eventually.Async(() => Processes().Count == 0, what: "the browser is no more");
        Directory.Delete(disk, recursive: true);
    }

    private async Task EndAsync()
    {
        if (context is not null) await context.CloseAsync();
        context = null;
    }

    /// <summary>Each of them is told which disk it works on.</summary>
    private List<Process> Processes() => [.. Process.GetProcesses().Where(p => CommandLine(p.Id).Contains(disk, StringComparison.Ordinal))];

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It has ended meanwhile.
        }
    }
}

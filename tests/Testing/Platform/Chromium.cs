using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Testing.Platform;

/// <summary>The browser that tests of the dashboard use: the machine's own, installed where that is possible.</summary>
public static class Chromium
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome"];

    /// <returns>The path of its program.</returns>
    /// <exception cref="InvalidOperationException">There is none, and it could not be installed.</exception>
    public static async Task<string> FindOrInstallAsync()
    {
        if (Find() is null && DebianPackages.CanInstall)
            await new DebianPackages(Path.Combine(await TestRun.NewFolderAsync("chromium"), "apt-get.log"))
                .InstallAsync(["chromium"], CancellationToken.None);
        return Find() ?? throw new InvalidOperationException("No Chromium on this machine: sudo apt-get install chromium");
    }

    private static string? Find() => _names.Select(ServerPrograms.OnPath).FirstOrDefault(path => path is not null);
}

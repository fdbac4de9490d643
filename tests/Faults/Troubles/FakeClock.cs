using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Tests.Faults.Troubles;

/// <summary>Debian's libfaketime: a process's clock is off by what its environment says. Waits and timers are true.</summary>
internal static class FakeClock
{
    private const string Package = "libfaketime";
    private const string File = "libfaketime.so.1";

    /// <summary>Starts a service again with another clock.</summary>
    /// <param name="pipeline">Its settings are changed.</param>
    /// <param name="service">One of it.</param>
    /// <param name="offset">As libfaketime writes it: <c>+3h</c>; null for the true time.</param>
    public static async Task StartAgainAsync(Pipeline pipeline, RunningService service, string? offset)
    {
        if (offset is null) pipeline.Settings.Remove("LD_PRELOAD");
        else
        {
            pipeline.Settings["LD_PRELOAD"] = await LibraryAsync();
            pipeline.Settings["FAKETIME"] = offset;
            pipeline.Settings["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        }
        await service.KillAsync();
        await service.StartAsync();
    }

    private static async Task<string> LibraryAsync()
    {
        if (Find() is null && DebianPackages.CanInstall) await new DebianPackages(Path.Combine(Path.GetTempPath(), "creatorflow-apt-get.log")).InstallAsync([Package], CancellationToken.None);
        return Find() ?? throw new InvalidOperationException($"No libfaketime on this machine: sudo apt-get install {Package}");
    }

    /// <summary>In a folder of the machine's architecture.</summary>
    private static string? Find() => Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", File)).FirstOrDefault(System.IO.File.Exists);
}

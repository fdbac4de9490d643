using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>Installs missing servers on Debian and Ubuntu, for their programs alone.</summary>
internal sealed class DebianPackages(string log)
{
    // Their names, so that the machine does not start them at its next boot either.
    private static readonly string[] _units = ["postgresql.service", "rabbitmq-server.service", "redis-server.service", "epmd.socket"];

    public static bool CanInstall => SystemUser.IsRoot && File.Exists("/etc/debian_version") && ServerPrograms.OnPath("apt-get") is not null;

    public async Task InstallAsync(IEnumerable<string> packages, CancellationToken cancellation)
    {
        using var alone = await CrossProcessLock.TakeAsync("/run/lock/creatorflow-apt.lock", cancellation);
        using var quiet = ServiceStarts.Forbid();
        await AptAsync(["update"], cancellation);
        await AptAsync(["install", "--yes", "--no-install-recommends", .. packages.Distinct()], cancellation);
        if (Directory.Exists("/run/systemd/system"))
            await Tool.AskAsync("systemctl", ["disable", .. _units]);
    }

    private Task AptAsync(IEnumerable<string> arguments, CancellationToken cancellation) => Tool.RunAsync(
        new ProcessSpecification("apt-get", "apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments])
        {
            LogFile = log,
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        },
        cancellation);
}

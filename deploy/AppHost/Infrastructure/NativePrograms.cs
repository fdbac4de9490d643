using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>The servers' programs, installed first where they are missing and that is possible.</summary>
internal static class NativePrograms
{
    /// <param name="log">What the installer says goes there.</param>
    /// <param name="installing">Told what is being installed, and given the work of it.</param>
    /// <param name="cancellation">Ends the installer.</param>
    /// <exception cref="SetupException">Some are missing; the message says which, and how to get them.</exception>
    public static async Task<ServerPrograms> FindOrInstallAsync(
        string log, Func<string, Func<Task>, Task> installing, CancellationToken cancellation = default)
    {
        var found = ServerPrograms.Find();
        if (found.Missing.Count > 0 && DebianPackages.CanInstall)
        {
            var packages = found.Missing.Select(missing => missing.Package).ToList();
            await installing(
                $"Installing {string.Join(", ", packages)} with apt-get",
                () => new DebianPackages(log).InstallAsync(packages, cancellation));
            found = ServerPrograms.Find();
        }

        return found.Missing.Count == 0 ? found : throw new SetupException(Explain(found.Missing));
    }

    private static string Explain(IReadOnlyList<MissingServer> missing) =>
        $"""
        These servers are missing on this machine:
        {string.Join('\n', missing.Select(server => "  - " + server.Name))}
        On Debian or Ubuntu:  sudo apt-get install {string.Join(' ', missing.Select(server => server.Package))}
        Elsewhere install them by your system's packages, start Docker (--infra docker), or point to servers
        that run already with --postgres, --rabbitmq and --redis.
        """;
}

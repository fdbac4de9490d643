using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Running;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>Servers pointed to, else Docker where an engine answers, else native ones.</summary>
internal sealed class InfrastructureChoice(AppHostOptions options, Repository repository, DataFolder data)
{
    public async Task<IInfrastructure> MakeAsync(ISteps steps, CancellationToken cancellation) => await KindAsync() switch
    {
        InfrastructureKind.External => new ExternalInfrastructure(options),
        InfrastructureKind.Docker => new DockerInfrastructure(data, repository),
        _ => new NativeInfrastructure(data, await ProgramsAsync(steps, cancellation)),
    };

    private async Task<InfrastructureKind> KindAsync()
    {
        if (options.Infrastructure is InfrastructureKind.Auto)
            return options.PointsToServers ? InfrastructureKind.External
                : await DockerInfrastructure.AnswersAsync() ? InfrastructureKind.Docker
                : InfrastructureKind.Native;
        if (options.Infrastructure is InfrastructureKind.Docker && !await DockerInfrastructure.AnswersAsync())
            throw new SetupException("No Docker engine answers (docker version, docker compose version). Start it, or use --infra native.");
        return options.Infrastructure;
    }

    private async Task<ServerPrograms> ProgramsAsync(ISteps steps, CancellationToken cancellation)
    {
        var found = ServerPrograms.Find();
        if (found.Missing.Count > 0 && DebianPackages.CanInstall)
        {
            var packages = found.Missing.Select(missing => missing.Package).ToList();
            await steps.RunAsync(
                $"Installing {string.Join(", ", packages)} with apt-get",
                () => new DebianPackages(data).InstallAsync(packages, cancellation));
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

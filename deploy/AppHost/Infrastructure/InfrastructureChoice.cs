using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>Servers pointed to, else Docker where an engine answers, else native ones.</summary>
internal sealed class InfrastructureChoice(AppHostOptions options, Repository repository, DataFolder data)
{
    public async Task<IInfrastructure> MakeAsync(ISteps steps, CancellationToken cancellation) => await KindAsync() switch
    {
        InfrastructureKind.External => new ExternalInfrastructure(options),
        InfrastructureKind.Docker => new DockerInfrastructure(data, repository),
        _ => new NativeInfrastructure(data, await NativePrograms.FindOrInstallAsync(data.Log("apt-get"), steps.RunAsync, cancellation)),
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
}

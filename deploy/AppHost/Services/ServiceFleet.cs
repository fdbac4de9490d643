using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Services;

/// <summary>All services of the platform, each with its address and settings.</summary>
internal sealed class ServiceFleet
{
    private readonly AppHostOptions _options;
    private readonly Repository _repository;
    private readonly DataFolder _data;
    private readonly ServiceEnvironment _environment;

    public ServiceFleet(AppHostOptions options, Repository repository, DataFolder data, ServerAddresses servers, string dashboardFiles)
    {
        (_options, _repository, _data) = (options, repository, data);
        var environment = _environment = new ServiceEnvironment(options, data, servers, dashboardFiles);
        Ingest = Make(environment, ServiceDefinition.Ingest, settings => environment.AddIngest(settings, environment.AddressOf(ServiceDefinition.Ingest)));
        Projection = Make(environment, ServiceDefinition.Projection);
        Adapters = Make(environment, ServiceDefinition.Adapters, environment.AddAdapters);
        Dashboard = Make(environment, ServiceDefinition.Dashboard, settings => environment.AddDashboard(settings, Ingest.Address));
        Gateway = Make(environment, ServiceDefinition.Gateway, settings => environment.AddGateway(settings, Ingest.Address, Dashboard.Address));
        Simulator = Make(environment, ServiceDefinition.Simulator, environment.AddSimulator);
    }

    public ServiceProcess Ingest { get; }

    public ServiceProcess Projection { get; }

    public ServiceProcess Adapters { get; }

    public ServiceProcess Dashboard { get; }

    public ServiceProcess Gateway { get; }

    /// <summary>Started after the others, when there is something for it to play with.</summary>
    public ServiceProcess Simulator { get; }

    /// <summary>The first demo creator's; null until there is one, and where no demo is wished for.</summary>
    public ServiceProcess? Agent { get; private set; }

    public IReadOnlyList<ServiceProcess> Platform => [Ingest, Projection, Adapters, Dashboard, Gateway];

    public IReadOnlyList<ServiceProcess> All => Agent is null ? [.. Platform, Simulator] : [.. Platform, Simulator, Agent];

    /// <summary>What lets events in ends first, so that what is left can finish its work.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(Simulator.StopAsync(), Gateway.StopAsync(), Agent?.StopAsync() ?? Task.CompletedTask);
        await Ingest.StopAsync();
        await Task.WhenAll(Projection.StopAsync(), Adapters.StopAsync(), Dashboard.StopAsync());
    }

    /// <summary>An agent that sends on a creator's behalf.</summary>
    public ServiceProcess MakeAgent(string apiKey, string secret)
    {
        var address = _environment.AddressOf(ServiceDefinition.Agent);
        return Agent = Make(ServiceDefinition.Agent, address, _environment.ForAgent(address, apiKey, secret));
    }

    private ServiceProcess Make(
        ServiceEnvironment environment, ServiceDefinition service, Action<Dictionary<string, string>>? add = null)
    {
        var address = environment.AddressOf(service);
        var settings = environment.For(address);
        add?.Invoke(settings);
        return Make(service, address, settings);
    }

    private ServiceProcess Make(ServiceDefinition service, string address, Dictionary<string, string> settings)
    {
        var specification = new ProcessSpecification(service.Name, "dotnet", [service.Assembly(_repository, _options.Configuration)])
        {
            LogFile = _data.Log(service.Name),
            WorkingDirectory = service.WorkingDirectory(_repository),
            Environment = settings,
            Niceness = ServiceDefinition.NicenessOf(service.Project),
        };
        return new ServiceProcess(_data, specification, address);
    }
}

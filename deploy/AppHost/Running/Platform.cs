using CreatorFlow.AppHost.Building;
using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Demo;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.AppHost.Services;

namespace CreatorFlow.AppHost.Running;

/// <summary>The whole platform, from nothing to running and back.</summary>
/// <remarks>
/// 1. Stop what an earlier run left behind. 2. Get the servers and build, at the same time.
/// 3. Start the services. 4. Make the demo creators. 5. Start the Simulator and an agent. 6. Watch over all of it.
/// </remarks>
internal sealed class Platform(AppHostOptions options, Repository repository, DataFolder data)
{
    private IInfrastructure? _infrastructure;
    private ServiceFleet? _services;
    private IReadOnlyList<DemoCreator> _creators = [];
    private readonly Lock _runtime = new();
    private bool _ready;

    private string RuntimePath => data.Combine(RuntimeFile.Name);

    public async Task<RuntimeFile> StartAsync(ISteps steps, CancellationToken cancellation)
    {
        await StopLeftoversAsync(steps);
        Preconditions.RequirePort(options);
        var infrastructure = _infrastructure = await new InfrastructureChoice(options, repository, data).MakeAsync(steps, cancellation);
        var dashboard = new DashboardBuild(repository, data);
        await Together.RunAsync(
            [
                stop => steps.RunAsync($"Starting {infrastructure.Description}", () => infrastructure.StartAsync(stop)),
                stop => BuildAsync(steps, dashboard, stop),
            ],
            cancellation);
        var services = _services = new ServiceFleet(options, repository, data, infrastructure.Addresses, dashboard.Output);
        await Together.RunAsync(services.Platform.Select(service => Start(steps, service)), cancellation);
        await SeedAsync(steps, services, cancellation);
        WriteRuntime();
        await Start(steps, services.Simulator)(cancellation);
        if (options.DemoTraffic && _creators is [var first, ..])
            await Start(steps, MakeAgent(services, first))(cancellation);
        _ready = true;
        return WriteRuntime();
    }

    /// <summary>Starts again what dies, and keeps the logs from filling the disk, until cancelled.</summary>
    public async Task WatchAsync(TextWriter output, CancellationToken cancellation)
    {
        using var minute = new Timer(_ => data.TrimLogs(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await new Supervisor(TimeProvider.System, output, () => WriteRuntime()).RunAsync(Components(), cancellation);
    }

    public async Task StopAsync(TextWriter output)
    {
        File.Delete(RuntimePath);
        if (_infrastructure is null)
            return;
        await output.WriteLineAsync("Stopping …");
        if (_services is not null)
            await _services.StopAsync();
        await _infrastructure.StopAsync();
        await output.WriteLineAsync("Stopped; the data stays.");
    }

    private async Task StopLeftoversAsync(ISteps steps)
    {
        File.Delete(RuntimePath);
        if (data.Processes.HasLeftovers)
            await steps.RunAsync("Stopping what an earlier run left behind", () => data.Processes.StopLeftoversAsync());
    }

    private async Task BuildAsync(ISteps steps, DashboardBuild dashboard, CancellationToken cancellation)
    {
        if (options.Build)
            await steps.RunAsync("Building the services", () => new ServiceBuild(options, repository, data).RunAsync(cancellation));
        if (!dashboard.Exists)
            steps.Notice("There is no dashboard in gateway/dashboard yet: the gateway serves the API alone.");
        else if (!dashboard.IsCurrent)
            await steps.RunAsync("Building the dashboard", () => dashboard.RunAsync(cancellation));
    }

    private static Func<CancellationToken, Task> Start(ISteps steps, ServiceProcess service) =>
        cancellation => steps.RunAsync($"Starting {service.Name}", () => service.StartUntilReadyAsync(cancellation));

    private Task SeedAsync(ISteps steps, ServiceFleet services, CancellationToken cancellation)
    {
        _creators = DemoCreators.LoadOrMake(data.Combine("demo.json"), options.DemoCreators);
        var seed = new DemoSeed(services.Dashboard.Address, services.Simulator.Address, data.Secrets.InternalToken);
        return steps.RunAsync("Making the demo creators", () => seed.ApplyAsync(_creators, cancellation));
    }

    private static ServiceProcess MakeAgent(ServiceFleet services, DemoCreator creator) => services.MakeAgent(
        creator.ApiKeys.First(key => key.Scopes.Contains("owner")).Key, creator.Connections.First(connection => connection.Platform == "agent").Secret);

    private IEnumerable<IComponent> Components() => [.. _infrastructure!.Components, .. _services!.All];

    private RuntimeFile WriteRuntime()
    {
        // Components that died together are back together, and the last to say so knows of all.
        lock (_runtime) return Write();
    }

    private RuntimeFile Write()
    {
        var runtime = new RuntimeFile
        {
            Ready = _ready,
            AppHostPid = Environment.ProcessId,
            Gateway = _services!.Gateway.Address,
            Components = [.. Components().Select(Describe), .. _infrastructure!.Elsewhere],
            Postgres = _infrastructure.Addresses.Postgres,
            RabbitMq = _infrastructure.Addresses.RabbitMq,
            Redis = _infrastructure.Addresses.Redis,
            Creators = [.. _creators.Select(DemoCreators.Describe)],
        };
        runtime.Write(data);
        return runtime;
    }

    private static RunningComponent Describe(IComponent component) => new(component.Name, component.Process?.Pid, component.Address);
}

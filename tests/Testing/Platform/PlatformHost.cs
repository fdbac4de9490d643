using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Testing.Platform;

/// <summary>
/// The whole platform, as <c>dotnet run --project deploy/AppHost</c> brings it up: a process of its
/// own, on ports of its own, in a folder of its own.
/// </summary>
public sealed class PlatformHost : IAsyncDisposable
{
    private static readonly TimeSpan _startDeadline = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly int _port;
    private readonly int _agentPort;
    private readonly string[] _options;
    private readonly int _niceness;
    private OwnedProcess? _appHost;

    private PlatformHost(string folder, int port, int agentPort, string[] options, int niceness) =>
        (_folder, _port, _agentPort, _options, _niceness) = (folder, port, agentPort, options, niceness);

    /// <summary>Where its page looks for an agent, and nobody answers until a test starts one there; with demo traffic it has its own.</summary>
    public string AgentAddress => $"http://localhost:{_agentPort}";

    /// <summary>What runs now; read anew each time, since a component that died has a new pid.</summary>
    /// <exception cref="InvalidOperationException">The platform does not run.</exception>
    public RuntimeFile Runtime => RuntimeFile.Read(Data) ?? throw new InvalidOperationException("The platform does not run.");

    /// <summary>What its services show each other.</summary>
    public string InternalToken => Secrets.LoadOrCreate(Path.Combine(Data, "secrets.json")).InternalToken;

    // Tests run what they were built with: the services' output of the same configuration.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Program => Repository.Find().Combine("deploy", "AppHost", "bin", Configuration, "net10.0", "CreatorFlow.AppHost.dll");

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "apphost.log");

    /// <summary>Starts a platform with empty stores and returns once all of it is ready.</summary>
    /// <param name="options">More of the AppHost's options, such as <c>--simulator-rate 50</c>.</param>
    /// <exception cref="InvalidOperationException">It did not come up; with what it said.</exception>
    public static Task<PlatformHost> StartAsync(params string[] options) => StartAsync(niceness: 0, options);

    /// <param name="niceness">0 to 19: how far all of it steps back for others on this machine, such as a browser that is measured and would have its own.</param>
    /// <inheritdoc cref="StartAsync(string[])"/>
    public static async Task<PlatformHost> StartAsync(int niceness, params string[] options)
    {
        var folder = await TestRun.NewFolderAsync("platform");
        var ports = new PortBook(Path.Combine(folder, "test-ports.json"));
        var host = new PlatformHost(folder, ports.For("gateway"), ports.For("tested-agent"), options, niceness);
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts it with the data it had; it must have been stopped.</summary>
    public async Task StartAgainAsync()
    {
        _appHost = await new ProcessLedger(Path.Combine(_folder, "pids")).StartAsync(AppHost());
        await Eventually.Async(() => _appHost.HasEnded || RuntimeFile.Read(Data) is { Ready: true }, _startDeadline, "the platform is up");
        if (_appHost.HasEnded)
            throw new InvalidOperationException($"The platform did not come up:\n{LogFile.Tail(Log, 60)}");
    }

    /// <summary>Stops it in good order, as Ctrl-C does; its data stays.</summary>
    public Task StopAsync() => _appHost?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Makes its demo creators once more by <c>demo</c>, as docker compose does at each start, from a copy of what is known of them.</summary>
    /// <param name="page">Its gateway's address as a browser has it.</param>
    /// <returns>What the command said.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public Task<string> MakeDemoAsync(string page)
    {
        var (runtime, folder) = (Runtime, Directory.CreateDirectory(Path.Combine(_folder, "demo")).FullName);
        File.Copy(Path.Combine(Data, "demo.json"), Path.Combine(folder, "demo.json"), overwrite: true);
        return ProgramOutput.ReadAsync(new("dotnet",
            [Program, "demo", "--data", folder, "--gateway", runtime.Gateway, "--dashboard", Component("dashboard").Address, "--simulator", Component("simulator").Address, "--page", page])
        {
            Environment =
            {
                ["Internal__Token"] = InternalToken, ["ConnectionStrings__Postgres"] = runtime.Postgres, ["ConnectionStrings__RabbitMq"] = runtime.RabbitMq, ["ConnectionStrings__Redis"] = runtime.Redis,
            },
        });
    }

    /// <summary><c>kill -9</c> of one component, which the AppHost then starts again.</summary>
    /// <returns>The pid that is no more.</returns>
    public async Task<int> KillAsync(string component)
    {
        var process = ProcessIdentity.Of(PidOf(component) ?? throw new InvalidOperationException($"{component} does not run."))!;
        Signals.Send(process.Pid, Signal.Kill);
        await Eventually.Async(() => !process.IsAlive);
        return process.Pid;
    }

    /// <summary>Waits until a component that was killed runs as another process and is ready.</summary>
    public Task WaitUntilReplacedAsync(string component, int killed, TimeSpan? deadline = null) => Eventually.Async(
        async () => PidOf(component) is { } pid && pid != killed && await IsReadyAsync(component),
        deadline ?? TimeSpan.FromSeconds(60),
        $"{component} runs again");

    /// <summary>The last lines that a component wrote, for the message of a failed test.</summary>
    public string LogOf(string component, int lines = 40) => LogFile.Tail(Path.Combine(Data, "logs", component + ".log"), lines);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TestRun.Delete(_folder);
    }

    private int? PidOf(string component) => Component(component).Pid;

    private RunningComponent Component(string name) => Runtime.Components.Single(running => running.Name == name);

    private async Task<bool> IsReadyAsync(string component)
    {
        var address = new Uri(Component(component).Address);
        return address.Scheme == Uri.UriSchemeHttp ? await Health.IsReadyAsync(address) : await Health.AcceptsAsync(address);
    }

    private ProcessSpecification AppHost()
    {
        return new ProcessSpecification(
            "apphost",
            "nice",
            ["-n", $"{_niceness}", "dotnet", Program, "--port", $"{_port}", "--data", Data, "--infra", "native", "--configuration", Configuration, "--no-build", .. _options])
        {
            LogFile = Log,
            WorkingDirectory = _folder,
            StopPatience = TimeSpan.FromSeconds(90),
            Environment = new Dictionary<string, string> { ["Sessions__AgentUrl"] = AgentAddress },
        };
    }
}

using System.Net;
using System.Net.Sockets;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Services;

namespace CreatorFlow.Testing.Platform;

/// <summary>One service of the product as a process of its own, as the product runs it: started, killed, started again.</summary>
/// <remarks>Its address stays the same over restarts. Output goes to a file.</remarks>
public sealed class RunningService : IAsyncDisposable
{
    private readonly string assembly;
    private readonly Dictionary<string, string> settings;
    private volatile OwnedProcess? process;

    private RunningService(string assembly, Dictionary<string, string> settings, string address) =>
        (this.assembly, this.settings, Address) = (assembly, settings, address);

    public string Address { get; }

    public int Pid => process!.Pid;

    /// <summary>Where the process writes; for a test that wants to say why it failed.</summary>
    public string LogFile { get; } = Path.GetTempFileName();

    /// <param name="program">A type of the service: its assembly is run.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="address">Where it listens; a free one when null.</param>
    /// <param name="folder">Where another version of the program lies; this one's when null.</param>
    public static async Task<RunningService> StartAsync(Type program, Dictionary<string, string> settings, string? address = null, string? folder = null)
    {
        var assembly = program.Assembly.Location;
        var service = new RunningService(folder is null ? assembly : Path.Combine(folder, Path.GetFileName(assembly)), settings, address ?? FreeAddress());
        await service.StartAsync();
        return service;
    }

    /// <summary>Starts it again and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        await SpawnAsync();
        using var http = new HttpClient { BaseAddress = new Uri(Address), Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.Async(() => IsReadyAsync(http), TimeSpan.FromSeconds(120), $"{Path.GetFileName(assembly)} is ready; see {LogFile}");
    }

    /// <summary>It dies with this process, however this one ends.</summary>
    private async Task SpawnAsync()
    {
        process = await Spawner.StartAsync(new(Path.GetFileNameWithoutExtension(assembly), "dotnet", [assembly])
        {
            LogFile = LogFile, WorkingDirectory = Environment.CurrentDirectory, StopSignal = Signal.Kill, Niceness = ServiceDefinition.NicenessOf(Path.GetFileNameWithoutExtension(assembly)),
            Environment = new Dictionary<string, string>(settings)
            {
                ["ASPNETCORE_URLS"] = Address,
                ["DOTNET_TieredPGO"] = "0", // what it gathers pays off for processes that live longer
            },
        });
        _ = StartAgainAsync(process);
    }

    /// <summary>As the AppHost does: who ends by itself is started again.</summary>
    private async Task StartAgainAsync(OwnedProcess started)
    {
        await started.Completion;
        if (ReferenceEquals(process, started)) await SpawnAsync();
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        var killed = process!;
        process = null; // it does not end by itself
        await killed.KillAsync();
    }

    /// <summary>SIGTERM, as whoever replaces it by another sends it.</summary>
    /// <returns>Its exit code: 0 where it ended in good order.</returns>
    public Task<int> StopAsync()
    {
        var stopped = process!;
        process = null; // it is not started again
        Signals.Send(stopped.Pid, Signal.Terminate);
        return stopped.Completion;
    }

    /// <summary>SIGSTOP: its connections are accepted, and never answered.</summary>
    public void Halt() => Signals.Send(Pid, Signal.Stop);

    /// <summary>SIGCONT: it goes on where it was halted.</summary>
    public void GoOn() => Signals.Send(Pid, Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        File.Delete(LogFile);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>An address that nobody listens at.</summary>
    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}

using System.Net.Sockets;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Servers;

/// <summary>
/// The port mapper that an Erlang node registers with. A node starts one by itself and leaves it
/// behind; this one is ours, so that it can be stopped.
/// </summary>
/// <remarks>The broker and its supervisor may both find it dead: it is started once.</remarks>
internal sealed class Epmd(DataFolder data, ServerPrograms programs, int port) : IComponent
{
    private readonly Lock _gate = new();
    private Task<OwnedProcess>? _started;

    public string Name => "epmd";

    public string Address => $"tcp://127.0.0.1:{port}";

    public OwnedProcess? Process { get; private set; }

    public async Task StartAsync(CancellationToken cancellation)
    {
        Task<OwnedProcess> started;
        lock (_gate)
        {
            if (_started is null or { IsCompleted: true } && Process is null or { HasEnded: true })
                _started = data.Processes.StartAsync(Specification);
            started = _started!;
        }

        Process = await started;
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public Task StopAsync() => Process?.StopAsync() ?? Task.CompletedTask;

    private ProcessSpecification Specification => new(Name, programs.Epmd!, ["-port", $"{port}", "-address", "127.0.0.1"])
    {
        LogFile = data.Log(Name),
        WorkingDirectory = data.Path,
    };
}

using System.Net.Sockets;
using System.Text;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Servers;

/// <summary>A private Redis on loopback. It keeps nothing over a restart: whatever is in it may be forgotten.</summary>
public sealed class RedisServer(DataFolder data, ServerPrograms programs) : IComponent
{
    /// <summary>The platform uses the first; tests take one each.</summary>
    public const int Databases = 512;

    private readonly int _port = data.Ports.For("redis");

    public string Name => "redis";

    public string Address => $"redis://127.0.0.1:{_port}";

    public OwnedProcess? Process { get; private set; }

    /// <summary>As StackExchange.Redis reads it.</summary>
    public string ConnectionString => $"127.0.0.1:{_port},password={data.Secrets.RedisPassword}";

    public async Task StartAsync(CancellationToken cancellation)
    {
        var folder = data.PrivateFolder("redis");
        var configuration = Path.Combine(folder, "redis.conf");
        PrivateFile.WriteText(configuration, Configuration(folder));
        Process = await data.Processes.StartAsync(new ProcessSpecification(Name, programs.RedisServer!, [configuration])
        {
            LogFile = data.Log(Name),
            WorkingDirectory = folder,
        });
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellation);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {data.Secrets.RedisPassword}\r\nPING\r\n"), cancellation);
            var reader = new StreamReader(stream);
            return await reader.ReadLineAsync(cancellation) == "+OK" && await reader.ReadLineAsync(cancellation) == "+PONG";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    public Task StopAsync() => Process?.StopAsync() ?? Task.CompletedTask;

    private string Configuration(string folder) => $"""
        bind 127.0.0.1
        port {_port}
        dir {folder}
        daemonize no
        databases {Databases}
        requirepass {data.Secrets.RedisPassword}
        save ""
        appendonly no
        maxmemory 512mb
        maxmemory-policy allkeys-lru

        """;
}

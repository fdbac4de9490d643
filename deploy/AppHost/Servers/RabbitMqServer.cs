using System.Net.Sockets;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.Servers;

/// <summary>A private RabbitMQ on loopback, with management, Prometheus metrics and the consistent-hash exchange.</summary>
public sealed class RabbitMqServer : IComponent
{
    internal const string User = "creatorflow";

    private readonly DataFolder _data;
    private readonly ServerPrograms _programs;
    private readonly RabbitMqFolder _folder;
    private readonly Epmd _epmd;

    public RabbitMqServer(DataFolder data, ServerPrograms programs)
        : this(data, programs, "rabbitmq", new Epmd(data, programs, data.Ports.For("epmd")), joins: null)
    {
    }

    private RabbitMqServer(DataFolder data, ServerPrograms programs, string name, Epmd epmd, RabbitMqServer? joins)
    {
        (_data, _programs, _epmd, Name) = (data, programs, epmd, name);
        var ports = RabbitMqPorts.Of(name, data.Ports);
        _folder = new RabbitMqFolder(data.PrivateFolder(name), $"{name.Replace("rabbitmq", "creatorflow", StringComparison.Ordinal)}-{data.Hash}@localhost", ports, data.Secrets.RabbitMqPassword)
        {
            Joins = joins?._folder,
        };
        Management = new RabbitMqManagement(new Uri($"http://127.0.0.1:{ports.Management}"), User, _folder.Password);
    }

    /// <summary>Nodes of one cluster, which share a port mapper. The first has to be ready before the others are started for the first time.</summary>
    public static IReadOnlyList<RabbitMqServer> Cluster(DataFolder data, ServerPrograms programs, int nodes)
    {
        var first = new RabbitMqServer(data, programs);
        return [first, .. Enumerable.Range(2, nodes - 1).Select(number => new RabbitMqServer(data, programs, $"rabbitmq-{number}", first._epmd, first))];
    }

    public string Name { get; }

    public string Address => $"amqp://127.0.0.1:{_folder.Ports.Amqp}";

    /// <summary>The broker itself, not a script around it.</summary>
    public OwnedProcess? Process { get; private set; }

    public string ConnectionString => ConnectionStringTo("");

    /// <summary>The broker's own interface for administration.</summary>
    public RabbitMqManagement Management { get; }

    /// <summary>Where its queues and their messages lie.</summary>
    public string DataFolder => _folder.Data;

    /// <summary>What the broker needs beside it, and what is started and stopped with it.</summary>
    public IComponent PortMapper => _epmd;

    public string ConnectionStringTo(string virtualHost) =>
        $"amqp://{User}:{_folder.Password}@127.0.0.1:{_folder.Ports.Amqp}/{Uri.EscapeDataString(virtualHost)}";

    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_epmd.Process is null or { HasEnded: true })
            await _epmd.StartUntilReadyAsync(cancellation);
        _folder.Write();
        Process = await _data.Processes.StartAsync(new ProcessSpecification(Name, _programs.RabbitMqServer!, [])
        {
            LogFile = _data.Log(Name),
            WorkingDirectory = _folder.Path,
            Environment = _folder.Environment(),
            StopPatience = TimeSpan.FromSeconds(30),
        });
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        await SpeaksAmqpAsync(cancellation) && await Management.AnswersAsync(cancellation);

    public async Task StopAsync()
    {
        await (Process?.StopAsync() ?? Task.CompletedTask);
        await _epmd.StopAsync();
    }

    // The broker answers the protocol's greeting with a method frame, which begins with 1.
    private async Task<bool> SpeaksAmqpAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _folder.Ports.Amqp, cancellation);
            await client.GetStream().WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), cancellation);
            return client.GetStream().ReadByte() == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

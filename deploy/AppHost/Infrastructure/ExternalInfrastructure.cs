using System.Net.Sockets;
using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using Npgsql;

namespace CreatorFlow.AppHost.Infrastructure;

/// <summary>Servers that run already, given by connection string.</summary>
internal sealed class ExternalInfrastructure : IInfrastructure
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <exception cref="SetupException">Not all three were given.</exception>
    public ExternalInfrastructure(AppHostOptions options)
    {
        if (options is not { Postgres: { } postgres, RabbitMq: { } rabbitMq, Redis: { } redis })
            throw new SetupException("To use servers that run already, give all of --postgres, --rabbitmq and --redis.");
        Addresses = new ServerAddresses(postgres, rabbitMq, redis);
    }

    public string Description => "the PostgreSQL, RabbitMQ and Redis pointed to";

    public ServerAddresses Addresses { get; }

    public IReadOnlyList<IComponent> Components => [];

    public IReadOnlyList<RunningComponent> Elsewhere =>
    [
        .. Endpoints().Select(server => new RunningComponent(server.Name, null, $"{server.Scheme}://{server.Host}:{server.Port}")),
    ];

    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var (name, _, host, port) in Endpoints())
        {
            if (!await Waiting.UntilAsync(() => AnswersAsync(host, port, cancellation), _patience, cancellation))
                throw new SetupException($"{name} does not answer at {host}:{port}. Start it, or correct --{name}.");
        }
    }

    public Task StopAsync() => Task.CompletedTask;

    private IEnumerable<(string Name, string Scheme, string Host, int Port)> Endpoints()
    {
        var postgres = new NpgsqlConnectionStringBuilder(Addresses.Postgres);
        var rabbitMq = FirstNode(Addresses.RabbitMq);
        var redis = new Uri("redis://" + Addresses.Redis.Split(',')[0]);
        return
        [
            ("postgres", "postgres", postgres.Host!.Split(',')[0], postgres.Port),
            ("rabbitmq", "amqp", rabbitMq.Host, rabbitMq.Port < 0 ? 5672 : rabbitMq.Port),
            ("redis", "redis", redis.Host, redis.Port < 0 ? 6379 : redis.Port),
        ];
    }

    /// <summary>A cluster's address has its nodes parted by commas, which <see cref="Uri"/> does not read.</summary>
    private static Uri FirstNode(string address)
    {
        var others = address.IndexOf(',', address.LastIndexOf('@') + 1);
        if (others < 0) return new Uri(address);
        var path = address.IndexOf('/', others);
        return new Uri(address[..others] + (path < 0 ? "" : address[path..]));
    }

    private static async Task<bool> AnswersAsync(string host, int port, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

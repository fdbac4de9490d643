using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Infrastructure;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.Testing.Servers;

/// <summary>
/// PostgreSQL, RabbitMQ and Redis of the tests' own, each started when first asked for. Most tests
/// use <see cref="Shared"/> and take a database, virtual host or Redis database to themselves; tests
/// that kill a server make a set of their own.
/// </summary>
/// <remarks>All members may be used concurrently. The servers end with the test process, however it ends.</remarks>
public sealed class PrivateServers : IAsyncDisposable
{
    private readonly Lazy<Task<DataFolder>> _data;
    private readonly Lazy<Task<PostgresServer>> _postgres;
    private readonly Lazy<Task<IReadOnlyList<RabbitMqServer>>> _rabbitMq;
    private readonly Lazy<Task<RedisServer>> _redis;
    private readonly Lazy<Task<PostgresStandby>>? _standby;
    private readonly ConcurrentQueue<IComponent> _started = [];
    private int _made;

    /// <param name="postgres">How PostgreSQL is set; for tests when null.</param>
    /// <param name="brokerNodes">Nodes of RabbitMQ, one cluster.</param>
    /// <param name="standby">PostgreSQL is two, of which one follows the other and may take over.</param>
    public PrivateServers(PostgresTuning? postgres = null, int brokerNodes = 1, bool standby = false)
    {
        _data = new(async () => DataFolder.Open(await TestRun.NewFolderAsync("servers")));
        _postgres = new(() => StartAsync((data, programs) => new PostgresServer(data, programs, postgres ?? PostgresTuning.ForTests)));
        _rabbitMq = new(() => StartAsync(brokerNodes));
        _redis = new(() => StartAsync((data, programs) => new RedisServer(data, programs)));
        if (standby) _standby = new(async () => await PostgresStandby.FollowAsync(await PostgresAsync()));
        TestRun.BeforeRemoval(EndAtOnce);
    }

    /// <summary>The one set that this test process shares.</summary>
    public static PrivateServers Shared { get; } = new();

    public Task<PostgresServer> PostgresAsync() => _postgres.Value;

    /// <summary>The broker, or a cluster's first node.</summary>
    public async Task<RabbitMqServer> RabbitMqAsync() => (await _rabbitMq.Value)[0];

    /// <summary>Every node of the broker.</summary>
    public Task<IReadOnlyList<RabbitMqServer>> RabbitMqNodesAsync() => _rabbitMq.Value;

    public Task<RedisServer> RedisAsync() => _redis.Value;

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string, as the services get theirs; with a standby both servers are in it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var postgres = await PostgresAsync();
        var name = NextName("test");
        await postgres.CreateDatabaseAsync(name);
        return _standby is null ? postgres.ConnectionStringTo(name) : (await _standby.Value).AtEither(postgres.ConnectionStringTo(name));
    }

    /// <summary>SIGKILL for the PostgreSQL that is written to.</summary>
    public async Task KillPrimaryAsync() => await (await PostgresAsync()).Process!.KillAsync();

    /// <summary>The other one is written to from now on.</summary>
    public async Task PromoteStandbyAsync() => await (await _standby!.Value).PromoteAsync();

    /// <summary>An empty virtual host.</summary>
    /// <returns>Its <c>amqp://</c> address with credentials, and with all nodes.</returns>
    public async Task<string> CreateVirtualHostAsync()
    {
        var nodes = await RabbitMqNodesAsync();
        var name = NextName("test");
        await Eventually.Async(() => IsCreatedAsync(nodes[0], name), TimeSpan.FromMinutes(1), $"the virtual host {name} is made");
        var first = new Uri(nodes[0].Address).Authority;
        return nodes[0].ConnectionStringTo(name).Replace(first, string.Join(',', nodes.Select(node => new Uri(node.Address).Authority)), StringComparison.Ordinal);
    }

    /// <summary>An empty Redis database; there are 511 of them.</summary>
    /// <returns>A connection string that selects it.</returns>
    public async Task<string> CreateRedisDatabaseAsync()
    {
        var redis = await RedisAsync();
        return string.Create(CultureInfo.InvariantCulture, $"{redis.ConnectionString},defaultDatabase={Interlocked.Increment(ref _made) % RedisServer.Databases}");
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_started.Select(server => server.StopAsync()));
        if (_standby is { IsValueCreated: true }) await (await _standby.Value).DisposeAsync();
        if (!_data.IsValueCreated)
            return;
        (await _data.Value).Dispose();
        TestRun.Delete((await _data.Value).Path);
    }

    /// <summary>A cluster that has just come together may leave a request without an answer; the next one has it.</summary>
    private static async Task<bool> IsCreatedAsync(RabbitMqServer node, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await node.Management.CreateVirtualHostAsync(name, patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private string NextName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref _made)}");

    private async Task<T> StartAsync<T>(Func<DataFolder, ServerPrograms, T> make)
        where T : IComponent
    {
        var data = await _data.Value;
        return await StartAsync(make(data, await ProgramsAsync(data)));
    }

    private async Task<IReadOnlyList<RabbitMqServer>> StartAsync(int nodes)
    {
        var data = await _data.Value;
        var cluster = RabbitMqServer.Cluster(data, await ProgramsAsync(data), nodes);
        foreach (var node in cluster) await StartAsync(node);
        return cluster;
    }

    private async Task<T> StartAsync<T>(T server)
        where T : IComponent
    {
        _started.Enqueue(server);
        await server.StartUntilReadyAsync();
        return server;
    }

    private static Task<ServerPrograms> ProgramsAsync(DataFolder data) => NativePrograms.FindOrInstallAsync(data.Log("apt-get"), (_, install) => install());

    // A process that exits is given little time: nothing here is worth an orderly end. PostgreSQL is
    // the exception, whose "immediate" shutdown gives its shared memory back.
    private void EndAtOnce()
    {
        foreach (var server in _started)
            End(server.Process, server is PostgresServer ? Signal.Quit : Signal.Kill);
        if (_standby is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) End(_standby.Value.Result.Process, Signal.Quit);
        foreach (var broker in _started.OfType<RabbitMqServer>())
            End(broker.PortMapper.Process, Signal.Kill);
    }

    private static void End(OwnedProcess? process, Signal signal)
    {
        if (process is not { HasEnded: false })
            return;
        Signals.Send(process.Pid, signal);
        process.Completion.Wait(TimeSpan.FromSeconds(2));
    }
}

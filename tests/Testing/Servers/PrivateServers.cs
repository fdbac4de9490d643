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
    private readonly Lazy<Task<RabbitMqServer>> _rabbitMq;
    private readonly Lazy<Task<RedisServer>> _redis;
    private readonly ConcurrentQueue<IComponent> _started = [];
    private int _made;

    /// <param name="postgres">How PostgreSQL is set; for tests when null.</param>
    public PrivateServers(PostgresTuning? postgres = null)
    {
        _data = new(async () => DataFolder.Open(await TestRun.NewFolderAsync("servers")));
        _postgres = new(() => StartAsync((data, programs) => new PostgresServer(data, programs, postgres ?? PostgresTuning.ForTests)));
        _rabbitMq = new(() => StartAsync((data, programs) => new RabbitMqServer(data, programs)));
        _redis = new(() => StartAsync((data, programs) => new RedisServer(data, programs)));
        TestRun.BeforeRemoval(EndAtOnce);
    }

    /// <summary>The one set that this test process shares.</summary>
    public static PrivateServers Shared { get; } = new();

    public Task<PostgresServer> PostgresAsync() => _postgres.Value;

    public Task<RabbitMqServer> RabbitMqAsync() => _rabbitMq.Value;

    public Task<RedisServer> RedisAsync() => _redis.Value;

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string, as the services get theirs.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var postgres = await PostgresAsync();
        var name = NextName("test");
        await postgres.CreateDatabaseAsync(name);
        return postgres.ConnectionStringTo(name);
    }

    /// <summary>An empty virtual host.</summary>
    /// <returns>Its <c>amqp://</c> address with credentials.</returns>
    public async Task<string> CreateVirtualHostAsync()
    {
        var rabbitMq = await RabbitMqAsync();
        var name = NextName("test");
        await rabbitMq.Management.CreateVirtualHostAsync(name);
        return rabbitMq.ConnectionStringTo(name);
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
        if (!_data.IsValueCreated)
            return;
        (await _data.Value).Dispose();
        TestRun.Delete((await _data.Value).Path);
    }

    private string NextName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref _made)}");

    private async Task<T> StartAsync<T>(Func<DataFolder, ServerPrograms, T> make)
        where T : IComponent
    {
        var data = await _data.Value;
        var server = make(data, await NativePrograms.FindOrInstallAsync(data.Log("apt-get"), (_, install) => install()));
        _started.Enqueue(server);
        await server.StartUntilReadyAsync();
        return server;
    }

    // A process that exits is given little time: nothing here is worth an orderly end. PostgreSQL is
    // the exception, whose "immediate" shutdown gives its shared memory back.
    private void EndAtOnce()
    {
        foreach (var server in _started)
            End(server, server is PostgresServer ? Signal.Quit : Signal.Kill);
        foreach (var broker in _started.OfType<RabbitMqServer>())
            End(broker.PortMapper, Signal.Kill);
    }

    private static void End(IComponent server, Signal signal)
    {
        if (server.Process is not { HasEnded: false } process)
            return;
        Signals.Send(process.Pid, signal);
        process.Completion.Wait(TimeSpan.FromSeconds(2));
    }
}

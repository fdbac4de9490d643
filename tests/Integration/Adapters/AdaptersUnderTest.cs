using CreatorFlow.Accounts;
using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Accounts.Creators;
using CreatorFlow.Adapters;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Projection;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>Processes of Adapters on one database, broker and Redis; wishes are written as Projection writes them.</summary>
internal sealed class AdaptersUnderTest : IAsyncDisposable
{
    private static readonly string Upsert = Sql.Load(typeof(ProjectionModule).Assembly, "Pushes/upsert.sql");
    private static readonly string Withdraw = Sql.Load(typeof(ProjectionModule).Assembly, "Pushes/withdraw.sql");
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("creatorflow-keys-");
    private readonly List<RunningService> replicas = [];
    private readonly NpgsqlDataSource database;

    private AdaptersUnderTest(NpgsqlDataSource database) => this.database = database;

    public IReadOnlyList<RunningService> Replicas => replicas;

    /// <summary>For alerts, with the secrets that the processes can open.</summary>
    public AlertWebhookStore Webhooks { get; private set; } = null!;

    /// <summary>Waits until a statement says true.</summary>
    public Task RunUntilAsync(string sql, params object[] values) => RunUntilAsync(sql, Eventually.DefaultDeadline, values);

    public Task RunUntilAsync(string sql, TimeSpan deadline, params object[] values) => Eventually.Async(async () =>
    {
        await using var command = database.CreateCommand(sql).With(values);
        return await command.ExecuteScalarAsync() is true;
    }, deadline, sql);

    public Task RunAsync(string sql, params object[] values) => database.RunAsync(sql, CancellationToken.None, values);

    /// <param name="count">Processes.</param>
    /// <param name="creator">Whose connections they are.</param>
    /// <param name="connections">Stored before the processes start.</param>
    /// <param name="settings">Beside what every test's processes have.</param>
    public static async Task<AdaptersUnderTest> StartAsync(int count, string creator, IEnumerable<Connection> connections, Dictionary<string, string> settings)
    {
        var (postgres, broker) = (await PrivateServers.Shared.CreateDatabaseAsync(), await PrivateServers.Shared.CreateVirtualHostAsync());
        var adapters = new AdaptersUnderTest(NpgsqlDataSource.Create(postgres));
        await adapters.PrepareAsync(broker, creator, connections);
        var environment = new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Postgres"] = postgres, ["ConnectionStrings__RabbitMq"] = broker, ["ConnectionStrings__Redis"] = await PrivateServers.Shared.CreateRedisDatabaseAsync(),
            ["Callbacks__AllowLoopback"] = "true", ["Keys__Directory"] = adapters.keys.FullName, ["Internal__Token"] = new string('t', 32), ["Partitions__Count"] = "16", ["Reconciling__EveryMinutes"] = "0", ["OrderPolling__EveryMinutes"] = "0",
        };
        adapters.replicas.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunningService.StartAsync(typeof(AdaptersModule), environment))));
        return adapters;
    }

    /// <summary>Every one of the connections is to show it: one statement, and the moment that its rows carry.</summary>
    public async Task<DateTimeOffset> WishAsync(IReadOnlyList<PlayedConnection> connections, int article, long quantity)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var command = database.CreateCommand(Upsert);
        foreach (var value in new object[]
        {
            All(c => c.Connection.CreatorId), All(c => c.Connection.Id), All(c => c.Listing(article)), All(_ => ""), All(_ => $"SKU-{article}"), All(_ => $"run-{quantity}"),
            connections.Select(_ => quantity).ToArray(), connections.Select(_ => (long?)null).ToArray(), connections.Select(_ => false).ToArray(), connections.Select(_ => (string?)null).ToArray(), now,
        }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
        return now;

        string[] All(Func<PlayedConnection, string> of) => [.. connections.Select(of)];
    }

    /// <summary>The listing left the SKU that it was told for, as Projection writes it.</summary>
    public Task WithdrawAsync(PlayedConnection connection, int article) =>
        database.RunAsync(Withdraw, CancellationToken.None, new[] { connection.Connection.CreatorId }, new[] { connection.Connection.Id }, new[] { connection.Listing(article) }, new[] { $"SKU-{article}" });

    public Task PauseAsync(PlayedConnection connection, bool paused) =>
        database.RunAsync("update connections set paused = $2, updated_at = now() where id = $1", CancellationToken.None, connection.Connection.Id, paused);

    /// <summary>Feeds that have not ended.</summary>
    public async Task<long> FeedsAsync()
    {
        await using var command = database.CreateCommand("select count(*) from push_feeds");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many pushes of a connection are in each state.</summary>
    public async Task<Dictionary<string, long>> StatesAsync(PlayedConnection connection)
    {
        await using var command = database.CreateCommand("select status, count(*) from pushes where connection_id = $1 group by status");
        command.Parameters.Add(new() { Value = connection.Connection.Id });
        await using var row = await command.ExecuteReaderAsync();
        var states = new Dictionary<string, long>();
        while (await row.ReadAsync()) states[row.GetString(0)] = row.GetInt64(1);
        return states;
    }

    /// <summary>Pushes that a process holds.</summary>
    public async Task<long> ClaimedAsync()
    {
        await using var command = database.CreateCommand("select count(*) from pushes where status = 'waiting' and claimed_until is not null");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas) await replica.DisposeAsync();
        await database.DisposeAsync();
        keys.Delete(recursive: true);
    }

    private async Task PrepareAsync(string broker, string creator, IEnumerable<Connection> connections)
    {
        await AccountsModule.MigrateAsync(database);
        await ProjectionModule.MigrateAsync(database);
        await PartitionTopology.DeclareAsync(new BrokerAddress(new Uri(broker)), 16, CancellationToken.None);
        await new CreatorStore(database).SaveAsync(creator, creator, CancellationToken.None);
        var protector = new SecretProtector(DataProtectionProvider.Create(keys, setup => setup.SetApplicationName("CreatorFlow")));
        var store = new ConnectionStore(database, protector);
        Webhooks = new(database, protector, TimeProvider.System);
        foreach (var connection in connections) Assert.True(await store.SaveAsync(connection, CancellationToken.None));
    }
}

using CreatorFlow.Accounts;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Adapters.Replicas;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Projection;
using CreatorFlow.Testing.Servers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>The tables of wanted pushes and connections, and a broker; wishes are written as Projection writes them.</summary>
public sealed class EngineUnderTest : IAsyncLifetime
{
    private static readonly string Upsert = Sql.Load(typeof(ProjectionModule).Assembly, "Pushes/upsert.sql");

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal Uri Broker { get; private set; } = null!;

    internal ConnectionStore Connections { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = NpgsqlDataSource.Create(await PrivateServers.Shared.CreateDatabaseAsync());
        await AccountsModule.MigrateAsync(Database);
        await ProjectionModule.MigrateAsync(Database);
        Broker = new(await PrivateServers.Shared.CreateVirtualHostAsync());
        await PartitionTopology.DeclareAsync(new BrokerAddress(Broker), 16, CancellationToken.None);
        Connections = new(Database, new SecretProtector(new EphemeralDataProtectionProvider()));
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>What an earlier test left waiting is nobody's wish any more: a channel in memory tells whatever waits for its platform.</summary>
    internal Task ForgetAsync() => RunAsync("delete from pushes");

    /// <summary>A stored connection that no other test has.</summary>
    internal async Task<Connection> ConnectAsync(string platform = Platforms.Instagram)
    {
        var id = Guid.CreateVersion7().ToString("n");
        var connection = new Connection
        {
            Id = $"connection-{id}", CreatorId = $"creator-{id}", Platform = platform, Name = "test", Settings = new Dictionary<string, string>(),
            Secrets = new() { Current = "secret" }, UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        await RunAsync("insert into creators (id, name) values ($1, 'test')", connection.CreatorId);
        Assert.True(await Connections.SaveAsync(connection, CancellationToken.None));
        return connection;
    }

    internal Task PauseAsync(Connection connection, bool paused) => RunAsync("update connections set paused = $2 where id = $1", connection.Id, paused);

    internal Task WishAsync(Connection connection, string listing, long quantity, string run, string location = "") => RunAsync(Upsert, Row(connection.CreatorId), Row(connection.Id), Row(listing), Row(location), Row("SKU"),
        Row(run), new[] { quantity }, new long?[] { null }, new[] { false }, new string?[] { null }, DateTimeOffset.UtcNow);

    internal ReplicaLease Lease() => new(Database, TimeProvider.System, NullLogger<ReplicaLease>.Instance);

    internal Task EndTermAsync(ReplicaLease lease) => RunAsync("update adapter_replicas set alive_until = clock_timestamp() - interval '1 second' where id = $1", lease.Id);

    internal PushStore Store(PushOptions? settings = null, TimeProvider? clock = null, ReplicaLease? lease = null)
    {
        var options = Options.Create(settings ?? new PushOptions { FirstDelayMs = 1, LongestDelayMs = 1 });
        return new(Database, new PushPatience(options), lease ?? Lease(), options, clock ?? TimeProvider.System);
    }

    internal async Task<PushRow> RowAsync(Connection connection, string listing)
    {
        await using var command = Database.CreateCommand("select status, run_id, quantity, expected, attempts, failure, claimed_until is not null from pushes where connection_id = $1 and listing_id = $2");
        command.Parameters.Add(new() { Value = connection.Id });
        command.Parameters.Add(new() { Value = listing });
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync());
        return new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetBoolean(6));
    }

    private static string[] Row(string value) => [value];

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    internal sealed record PushRow(string Status, string Run, long Quantity, long? Expected, int Attempts, string? Failure, bool Claimed);
}

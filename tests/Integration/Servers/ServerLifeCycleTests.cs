using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class ServerLifeCycleTests
{
    [Fact]
    public async Task Postgres_killed_outright_comes_back_with_what_was_committed()
    {
        await using var servers = new PrivateServers();
        var postgres = await servers.PostgresAsync();
        var database = await servers.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table kept (n int)");
        await ExecuteAsync(database, "insert into kept values (42)");

        await postgres.Process!.KillAsync();
        await postgres.StartUntilReadyAsync();

        Assert.Equal(42, await ScalarAsync(database, "select n from kept"));
    }

    [Fact]
    public async Task Postgres_stopped_and_started_keeps_its_port_and_its_data()
    {
        await using var servers = new PrivateServers();
        var postgres = await servers.PostgresAsync();
        var database = await servers.CreateDatabaseAsync();
        await ExecuteAsync(database, "create table kept as select 7 as n");

        await postgres.StopAsync();
        await postgres.StartUntilReadyAsync();

        Assert.Equal(7, await ScalarAsync(database, "select n from kept"));
    }

    [Fact]
    public async Task The_broker_killed_outright_comes_back_with_its_virtual_hosts()
    {
        await using var servers = new PrivateServers();
        var broker = await servers.RabbitMqAsync();
        await broker.Management.CreateVirtualHostAsync("kept");

        await broker.Process!.KillAsync();
        await broker.StartUntilReadyAsync();

        Assert.Contains("kept", await broker.Management.VirtualHostsAsync());
    }

    [Fact]
    public async Task Stopping_the_broker_stops_its_port_mapper_too()
    {
        await using var servers = new PrivateServers();
        var broker = await servers.RabbitMqAsync();
        ProcessIdentity[] processes = [broker.Process!.Identity!, broker.PortMapper.Process!.Identity!];
        Assert.All(processes, process => Assert.True(process.IsAlive));

        await broker.StopAsync();

        Assert.All(processes, process => Assert.False(process.IsAlive));
    }

    [Fact]
    public async Task Redis_killed_outright_comes_back_empty_on_the_same_port()
    {
        await using var servers = new PrivateServers();
        var redis = await servers.RedisAsync();
        var (pid, address) = (redis.Process!.Pid, redis.Address);

        await redis.Process.KillAsync();
        await redis.StartUntilReadyAsync();

        Assert.NotEqual(pid, redis.Process.Pid);
        Assert.Equal(address, redis.Address);
    }

    private static async Task ExecuteAsync(string database, string sql) => await ScalarAsync(database, sql);

    // No pool: a pooled connection would be one to the server that was killed.
    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

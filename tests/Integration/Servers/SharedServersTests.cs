using CreatorFlow.Testing.Servers;
using Npgsql;

namespace CreatorFlow.Tests.Integration.Servers;

public sealed class SharedServersTests
{
    [Fact]
    public async Task Each_test_gets_an_empty_database_of_its_own()
    {
        var (one, other) = (await PrivateServers.Shared.CreateDatabaseAsync(), await PrivateServers.Shared.CreateDatabaseAsync());

        await using var source = NpgsqlDataSource.Create(other);
        await using var command = source.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");

        Assert.NotEqual(one, other);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Each_test_gets_a_virtual_host_of_its_own()
    {
        var address = new Uri(await PrivateServers.Shared.CreateVirtualHostAsync());
        var broker = await PrivateServers.Shared.RabbitMqAsync();

        Assert.Contains(address.AbsolutePath.TrimStart('/'), await broker.Management.VirtualHostsAsync());
    }
}

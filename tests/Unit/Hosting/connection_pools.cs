using CreatorFlow.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Connection_pools
{
    [Fact]
    public void Are_small_where_the_connection_string_says_nothing() => Assert.Equal(ServiceDefaults.PoolSize, SizeOf(""));

    [Theory]
    [InlineData(";Maximum Pool Size=40", 40)]
    [InlineData(";MaxPoolSize=100", 100)]
    [InlineData(";Minimum Pool Size=60", 60)]
    public void Have_as_many_connections_as_the_connection_string_says(string said, int expected) => Assert.Equal(expected, SizeOf(said));

    private static int SizeOf(string said)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", "Host=/nowhere;Username=u;Database=d" + said)]).Build();
        using var services = new ServiceCollection().AddPostgres(configuration).BuildServiceProvider();
        return new NpgsqlConnectionStringBuilder(services.GetRequiredService<NpgsqlDataSource>().ConnectionString).MaxPoolSize;
    }
}

using CreatorFlow.Hosting.Bus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>The servers that a run measures on.</summary>
/// <param name="Postgres">Npgsql connection string of an empty database.</param>
/// <param name="RabbitMq">amqp address of an empty virtual host.</param>
/// <param name="Redis">Connection string of StackExchange.Redis.</param>
internal sealed record BenchmarkTarget(string Postgres, string RabbitMq, string Redis)
{
    public NpgsqlDataSource OpenDatabase() => NpgsqlDataSource.Create(Postgres);

    public Dictionary<string, string?> Settings() => new()
    {
        ["ConnectionStrings:Postgres"] = Postgres,
        ["ConnectionStrings:RabbitMq"] = RabbitMq,
        ["ConnectionStrings:Redis"] = Redis,
        ["Partitions:Count"] = "16",
    };

    /// <summary>A sender with a connection of its own.</summary>
    public (ServiceProvider Services, PartitionSender Sender) StartPublisher()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();
        var services = new ServiceCollection().AddSingleton(configuration).AddPartitions(configuration);
        var provider = services.BuildServiceProvider();
        return (provider, provider.GetRequiredService<PartitionSender>());
    }
}

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

    /// <summary>A bus of its own for publishing, started.</summary>
    public async Task<(ServiceProvider Services, PartitionSender Sender)> StartPublisherAsync()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBus(new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build());
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<MassTransit.IBusControl>().StartAsync();
        return (provider, provider.GetRequiredService<PartitionSender>());
    }
}

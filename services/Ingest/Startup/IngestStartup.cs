using CreatorFlow.Hosting.Bus;
using CreatorFlow.Ingest.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Startup;

/// <summary>Creates the tables, loads the connections and declares the partitions, each as soon as its server answers.</summary>
internal sealed partial class IngestStartup(
    NpgsqlDataSource database, ConnectionDirectory connections, IngestReadiness readiness,
    BrokerAddress broker, IOptions<PartitionOptions> partitions, TimeProvider clock, ILogger<IngestStartup> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(PrepareDatabaseAsync(stoppingToken), DeclareTopologyAsync(stoppingToken));

    private async Task PrepareDatabaseAsync(CancellationToken stopping)
    {
        await Persistence.UntilDoneAsync("create the tables", cancellation => IngestModule.MigrateAsync(database, cancellation), clock, logger, stopping);
        readiness.TablesExist();
        await Persistence.UntilDoneAsync("load the connections", connections.LoadAsync, clock, logger, stopping);
        readiness.ConnectionsLoaded();
    }

    /// <summary>Once is enough: exchanges, queues and bindings are durable.</summary>
    private async Task DeclareTopologyAsync(CancellationToken stopping)
    {
        var dropping = 0;
        await Persistence.UntilDoneAsync("declare the partitions",
            async cancellation => dropping = await PartitionTopology.DeclareAsync(broker, partitions.Value.Count, cancellation), clock, logger, stopping);
        readiness.TopologyDeclared();
        if (dropping > 0) Dropping(logger, dropping);
    }

    [LoggerMessage(2202, LogLevel.Warning, "RabbitMQ drops what came back to the queues of {Partitions} partitions more than 20 times: they were made before its version 4, and need a policy (docs/operations.md)")]
    private static partial void Dropping(ILogger logger, int partitions);
}

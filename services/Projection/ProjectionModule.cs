using CreatorFlow.EventStore.Partitioning;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Checking;
using CreatorFlow.Projection.Expiring;
using CreatorFlow.Projection.Outbox;
using CreatorFlow.Projection.Partitions;
using CreatorFlow.Projection.Recording;
using CreatorFlow.Projection.Replicas;
using CreatorFlow.Projection.Upkeep;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreatorFlow.Projection;

/// <summary>Consumes the partitions in order, decides, and writes each batch in one transaction.</summary>
internal static class ProjectionModule
{
    public static WebApplicationBuilder AddProjection(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPostgres(builder.Configuration).AddRedis(builder.Configuration);
        services.AddOptions<ProjectionOptions>().BindConfiguration(ProjectionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventReader>().AddSingleton<WorkingSet>().AddSingleton<Bookkeeper>().AddSingleton<Recorder>();
        services.AddSingleton<Hands>().AddSingleton<RecordingMeter>().AddSingleton<RecordingTrace>().AddSingleton<Announcer>().AddSingleton<BatchWriterFactory>().AddSingleton<LaneSet>();
        services.AddHostedService(p => p.GetRequiredService<LaneSet>()).AddHostedService<Rehearsal>();
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<PartitionUpkeep>().AddHostedService<AccuracyWatch>().AddHostedService<PartitionWatch>();
        services.AddBacklogWatch(Sql.Load("Upkeep/depths.sql"));
        services.AddOptions<LogCheckOptions>().BindConfiguration(LogCheckOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<LogWatch>();
        services.AddOptions<ReservationOptions>().BindConfiguration(ReservationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ExpiryQueue>().AddHostedService<ExpiryWatch>();
        services.AddSingleton<PartitionReceiver>().AddHostedService(p => p.GetRequiredService<PartitionReceiver>());
        // Ends first, so that nothing is handed to one that ends.
        services.AddSingleton<PartitionSharing>().AddHostedService(p => p.GetRequiredService<PartitionSharing>());
        services.AddBus(builder.Configuration);
        services.AddDependencies(HealthStatus.Unhealthy).AddHealthChecks().AddCheck<PartitionReceiver>("partitions");
        return builder;
    }

    /// <summary>Creates or upgrades the event store and the read models, and declares the work queues; waits for both servers.</summary>
    public static async Task PrepareProjectionAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await Startup.UntilReachableAsync(async () =>
        {
            await MigrateAsync(database, cancellation);
            await EventPartitions.PrepareAsync(database, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), cancellation);
            await PartitionTopology.DeclareWorkAsync(app.Services.GetRequiredService<BrokerAddress>(), WorkQueues.FetchOrder, cancellation);
        }, app.Logger, cancellation);
    }

    /// <summary>The tables alone, for tests and tools.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await Migrations.ApplyAsync(database, typeof(EventReader).Assembly, "event-store", cancellation);
        await Migrations.ApplyAsync(database, typeof(ProjectionModule).Assembly, "projection", cancellation);
    }
}

using CreatorFlow.Accounts;
using CreatorFlow.Hosting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Health;
using CreatorFlow.Ingest.Amazon;
using CreatorFlow.Ingest.Connections;
using CreatorFlow.Ingest.Instagram;
using CreatorFlow.Ingest.Publishing;
using CreatorFlow.Ingest.Replaying;
using CreatorFlow.Ingest.Sessions;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Spool;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.Startup;
using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreatorFlow.Ingest;

/// <summary>Takes webhooks: verified, translated, published, answered when they are safe.</summary>
internal static class IngestModule
{
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPostgres(configuration).AddPostgresApart(configuration, SpoolLooks.Pool, SpoolLooks.Connections).AddRedis(configuration).AddSecrets(configuration).AddInternalCalls().AddAccounts();
        return services.AddPartitions(configuration).AddSources().AddPublishing().AddStartup();
    }

    /// <summary>The tables that Ingest needs.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await AccountsModule.MigrateAsync(database, cancellation);
        await Migrations.ApplyAsync(database, typeof(IngestModule).Assembly, "ingest", cancellation);
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        WebhookEndpoint.Map(routes);
        SyncEndpoint.Map(routes);
        ReplayEndpoint.Map(routes);
    }

    private static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IWebhookSource, ShopifySource>()
            .AddSingleton<IWebhookSource, TikTokSource>()
            .AddSingleton<IWebhookSource, StandardSource>()
            .AddSingleton<IWebhookSource, InstagramSource>()
            .AddSingleton<AgentSource>()
            .AddSingleton<IWebhookSource>(provider => provider.GetRequiredService<AgentSource>())
            .AddSingleton<SyncEndpoint>()
            .AddAmazon()
            .AddSingleton<WebhookSources>()
            .AddSingleton<FinishedDeliveries>()
            .AddHostedService(provider => provider.GetRequiredService<FinishedDeliveries>())
            .AddSingleton<WebhookIntake>()
            .AddSingleton<DeliveryReplay>()
            .AddSingleton<WebhookEndpoint>();
    }

    private static IServiceCollection AddAmazon(this IServiceCollection services) => services
        .AddSingleton<SnsVisits>()
        .AddSingleton<SnsVisit>(provider => provider.GetRequiredService<SnsVisits>().VisitAsync)
        .AddSingleton<SnsCertificates>()
        .AddSingleton<IWebhookSource, AmazonSource>();

    private static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.AddOptions<PublishingOptions>().BindConfiguration(PublishingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IngestMeter>()
            .AddSingleton<BrokerState>()
            .AddSingleton<BrokerPublish>()
            .AddSingleton<SpoolStore>()
            .AddSingleton<SpoolLooks>()
            .AddSingleton<SpoolDrain>()
            .AddSingleton<DeliveryPublisher>()
            .AddHostedService(provider => provider.GetRequiredService<DeliveryPublisher>())
            .AddHostedService<SpoolWatch>()
            .AddBacklogWatch(Sql.Load("Spool/waiting.sql"));
    }

    private static IServiceCollection AddStartup(this IServiceCollection services)
    {
        services.AddDependencies(HealthStatus.Degraded).AddHealthChecks().AddCheck<IngestReadiness>("ingest").AddCheck<IngestPressure>("intake", tags: [HealthTags.Pressure]);
        return services
            .AddSingleton<IngestReadiness>()
            .AddSingleton<ConnectionDirectory>()
            .AddSingleton<SecretUses>()
            .AddHostedService(provider => provider.GetRequiredService<SecretUses>())
            .AddHostedService<IngestStartup>()
            .AddHostedService<ConnectionRefresh>();
    }
}

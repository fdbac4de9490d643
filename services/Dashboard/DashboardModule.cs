using CreatorFlow.Accounts;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Alerts;
using CreatorFlow.Dashboard.AlertWebhooks;
using CreatorFlow.Dashboard.Analytics;
using CreatorFlow.Dashboard.Audit;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Dashboard.Checksums;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Conflicts;
using CreatorFlow.Dashboard.Connections;
using CreatorFlow.Dashboard.Deliveries;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Explaining;
using CreatorFlow.Dashboard.Exporting;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Importing;
using CreatorFlow.Dashboard.Internal;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Dashboard.Keys;
using CreatorFlow.Dashboard.Listings;
using CreatorFlow.Dashboard.Mutations;
using CreatorFlow.Dashboard.Operating;
using CreatorFlow.Dashboard.Orders;
using CreatorFlow.Dashboard.Parking;
using CreatorFlow.Dashboard.Pushes;
using CreatorFlow.Dashboard.Reconciling;
using CreatorFlow.Dashboard.Sessions;
using CreatorFlow.Dashboard.Settings;
using CreatorFlow.Dashboard.Sharing;
using CreatorFlow.Dashboard.Streaming;
using CreatorFlow.Dashboard.Traces;
using CreatorFlow.EventStore.Reading;
using CreatorFlow.Hosting;
using CreatorFlow.Hosting.Outbound;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Parking;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CreatorFlow.Dashboard;

/// <summary>The creator's API: read models, history, deliveries, the change feed and live streams. Reached through the gateway only.</summary>
internal static class DashboardModule
{
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        builder.Services.AddPostgres(builder.Configuration).AddRedis(builder.Configuration).AddSecrets(builder.Configuration);
        builder.Services.AddInternalCalls().AddAccounts();
        builder.Services.AddSingleton<InventoryQueries>().AddSingleton<OrderQueries>().AddSingleton<EventHistory>().AddSingleton<DeliveryQueries>();
        builder.Services.AddSingleton<PastReader>().AddSingleton<EventReader>().AddSingleton<PastStreams>().AddSingleton<ExplainedPage>().AddSingleton<PastStock>().AddSingleton<PastOrders>();
        builder.Services.AddSingleton<ChangeReader>().AddSingleton<HeldVersions>().AddSingleton<ConflictQueries>().AddSingleton<ListingQueries>().AddSingleton<PushQueries>().AddSingleton<SyncRunQueries>().AddSingleton<CommandSender>().AddSingleton<UndoCommand>().AddSingleton<MutationBatch>().AddSingleton<ParkedEvents>();
        builder.Services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ArchivedWebhooks>().AddSingleton<ReplayCall>().AddSingleton<RangeReplay>();
        builder.Services.AddPartitions(builder.Configuration);
        builder.Services.AddOptions<CommandOptions>().BindConfiguration(CommandOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddCallbackGuard();
        builder.Services.AddSingleton<AlertQueries>().AddSingleton<AnalyticsQueries>().AddSingleton<StockImport>();
        builder.Services.AddOptions<WorkSessionOptions>().BindConfiguration(WorkSessionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<TraceQueries>().AddSingleton<SessionQueries>().AddSingleton<SharedSessions>();
        builder.Services.AddSingleton<OpsWatch>().AddHostedService(p => p.GetRequiredService<OpsWatch>());
        builder.Services.AddOptions<OperatorAlertOptions>().BindConfiguration(OperatorAlertOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<OperatorAlerts>();
        builder.Services.AddDescription();
        builder.AddStreaming();
        builder.Services.AddResponseCompression();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // so that a body that cannot be read has its code in every environment
        builder.Services.AddDependencies(HealthStatus.Unhealthy);
        return builder;
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.UseWebSockets();
        // Lists and pages of changes shrink to a tenth; a stream has to leave at once, byte by byte, and a WebSocket compresses by itself.
        app.UseWhen(context => !context.Request.Path.Equals(StreamEndpoint.Path) && !context.Request.Path.Equals(SocketEndpoint.Path), rest => rest.UseResponseCompression());
        var api = app.MapGroup("/api/v1").AddEndpointFilter<InternalTokenFilter>().AddEndpointFilter<CreatorFilter>().AddEndpointFilter<NotReadyFilter>();
        api.MapMe();
        api.MapInventory();
        api.MapStockCommands();
        api.MapMutations();
        api.MapListings();
        api.MapConflicts();
        api.MapPushes();
        api.MapConnectionSecrets();
        api.MapSyncRuns();
        api.MapConflictSettings();
        api.MapOrders();
        api.MapAlerts();
        api.MapAlertWebhooks();
        api.MapAnalytics();
        api.MapExports();
        api.MapImports();
        api.MapDeliveries();
        api.MapParked();
        api.MapChanges();
        api.MapShown();
        api.MapTraces();
        api.MapOps();
        api.MapChecksums();
        api.MapStream();
        api.MapSocket();
        api.MapKeys();
        api.MapShareLinks();
        api.MapAudit();
        app.MapGroup("/api").AddEndpointFilter<InternalTokenFilter>().AddEndpointFilter<CreatorFilter>().AddEndpointFilter<NotReadyFilter>().MapSessions();
        app.MapShared();
        app.MapDescription();
        app.MapGroup("/internal").AddEndpointFilter<InternalTokenFilter>().AddEndpointFilter<ServicesOnlyFilter>().AddEndpointFilter<NotReadyFilter>().MapInternal();
    }

    /// <summary>Creates or upgrades the accounts' tables; waits for PostgreSQL.</summary>
    public static Task PrepareDashboardAsync(this WebApplication app, CancellationToken cancellation) => Startup.UntilReachableAsync(
        () => AccountsModule.MigrateAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), cancellation), app.Logger, cancellation);
}

using System.Diagnostics;
using System.Reflection;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Health;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Reports;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Hosting.Stopping;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreatorFlow.Hosting;

/// <summary>What every service's <c>Program.cs</c> begins with.</summary>
public static class ServiceDefaults
{
    /// <summary>Of a process's pool of connections in its metrics, where Npgsql writes the whole connection string otherwise.</summary>
    public const string PoolName = "postgres";

    /// <summary>Connections of a process unless its connection string says otherwise: four for each of its processors, 8 to 32. More would do no more work at
    /// once, but all of them are made anew when the server comes back after a crash: with Npgsql's hundred that took two cores seconds, and ran into the server's limit.</summary>
    public static int PoolSize { get; } = Math.Clamp(4 * Environment.ProcessorCount, 8, 32);

    /// <summary>Logs, telemetry, health, problem details, clock.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Configuration.AddSecretFiles();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        // Each look that finds something would be a line; HealthMeter writes one for each change.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddTelemetry(builder.Configuration, service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<Backlogs>();
        builder.Services.AddOptions<CaughtUpOptions>().BindConfiguration(CaughtUpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHealthChecks().AddCheck<CaughtUp>("caughtup", tags: [HealthTags.Lag]);
        builder.Services.AddSingleton(p => new HealthMeter(p.GetRequiredService<Signals>(), p.GetRequiredService<TimeProvider>(), StartedAt(), p.GetRequiredService<ILogger<HealthMeter>>()));
        builder.Services.AddSingleton<IHealthCheckPublisher>(p => p.GetRequiredService<HealthMeter>());
        builder.Services.Configure<HealthCheckPublisherOptions>(looks => (looks.Delay, looks.Period) = (HealthMeter.Every, HealthMeter.Every));
        builder.Services.AddStopping();
        return builder;
    }

    /// <summary>True for <c>prepare</c> alone on the command line: Ingest and Projection then make or upgrade their tables and end, so that one
    /// job does it before the first of many replicas starts. They do it at every start as well, and find nothing to do after the job.</summary>
    public static bool OnlyPrepares(string[] args) => args is ["prepare"];

    /// <summary>PostgreSQL at <c>ConnectionStrings:Postgres</c>.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(Pool(configuration, PoolName, most: null)).AddSingleton<DatabaseGate>();

    /// <summary>A pool beside that of <see cref="AddPostgres"/>, by its name, for what must not wait until other work gives a connection back.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="configuration">With the connection string.</param>
    /// <param name="name">Its key, and its name in metrics.</param>
    /// <param name="connections">It has at most, whatever the connection string says.</param>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddPostgresApart(this IServiceCollection services, IConfiguration configuration, string name, int connections) =>
        services.AddKeyedSingleton(name, Pool(configuration, name, connections));

    /// <summary>Looks every few seconds at what waits in the database: <c>queue.depth</c> and <c>queue.age</c>.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="sql">Rows of a queue's name, its depth, since when its first waits, and whether the service lags behind by it; <c>$1</c> is now.</param>
    public static IServiceCollection AddBacklogWatch(this IServiceCollection services, string sql) => services.AddSingleton<IHostedService>(p => new BacklogWatch(
        sql, p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<Backlogs>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<BacklogWatch>>()));

    /// <summary>Says in its health whether the service reaches PostgreSQL and the broker.</summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="withoutDatabase">What the service is without PostgreSQL.</param>
    public static IServiceCollection AddDependencies(this IServiceCollection services, HealthStatus withoutDatabase)
    {
        services.AddSingleton<BrokerHealth>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", withoutDatabase, [HealthTags.Dependency])
            .AddCheck<BrokerHealth>("broker", HealthStatus.Degraded, [HealthTags.Dependency]);
        return services;
    }

    /// <summary>Redis at <c>ConnectionStrings:Redis</c>.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = Required(configuration, "Redis");
        services.AddHealthChecks().AddCheck<RedisHealth>("redis", HealthStatus.Degraded, [HealthTags.Dependency]);
        services.AddSingleton<FigureRecorder>().AddSingleton<ReportStore>().AddHostedService<Reporter>();
        return services.AddSingleton(p => new RedisCache(connectionString, p.GetRequiredService<ILogger<RedisCache>>())).AddSingleton<DoneDeliveries>().AddSingleton<SharedLimits>();
    }

    /// <summary>Encryption of secrets with the shared key ring.</summary>
    /// <exception cref="InvalidOperationException"><c>Keys:Directory</c> is missing.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        var directory = configuration.GetSection(KeyRingOptions.Section).Get<KeyRingOptions>()?.Directory;
        if (string.IsNullOrWhiteSpace(directory)) throw new InvalidOperationException($"{KeyRingOptions.Section}:Directory is missing.");
        services.AddDataProtection().SetApplicationName("CreatorFlow").PersistKeysToFileSystem(new DirectoryInfo(directory));
        return services.AddSingleton<SecretProtector>();
    }

    /// <summary>Checks calls of other services; see <see cref="InternalTokenFilter"/>.</summary>
    public static IServiceCollection AddInternalCalls(this IServiceCollection services)
    {
        services.AddOptions<InternalTokenOptions>().BindConfiguration(InternalTokenOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>
    /// Problem details, <c>/health/live</c> (the process answers), <c>/health/ready</c> (every check passes), <c>/health/caughtup</c> (and
    /// nothing waits too long) and <c>/metrics</c> (for Prometheus).
    /// </summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseDraining();
        app.UseProblemDetails();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = ReadyReport.WriteAsync, Predicate = check => !check.Tags.Contains(HealthTags.Lag) });
        app.MapHealthChecks("/health/caughtup", new HealthCheckOptions { ResponseWriter = ReadyReport.WriteAsync });
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }

    private static DateTimeOffset StartedAt()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime;
    }

    private static NpgsqlDataSource Pool(IConfiguration configuration, string name, int? most)
    {
        var connection = DatabaseHosts.Read(Required(configuration, "Postgres"));
        // Asked for first by default, and again without it where a session is refused.
        if (!connection.ShouldSerialize("GSS Encryption Mode")) connection.GssEncryptionMode = GssEncryptionMode.Disable;
        if (most is { } limit) (connection.MinPoolSize, connection.MaxPoolSize) = (0, limit);
        else if (!connection.ShouldSerialize("Maximum Pool Size")) connection.MaxPoolSize = Math.Max(PoolSize, connection.MinPoolSize);
        if (!connection.ShouldSerialize("Application Name")) connection.ApplicationName = Assembly.GetEntryAssembly()?.GetName().Name;
        var database = new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = name };
        // Not in traces: their failures, each written out with its stack, are all there is while the database is away.
        database.ConfigureTracing(tracing => tracing.EnablePhysicalOpenTracing(false).ConfigureCommandFilter(command => command.CommandText != DatabaseGate.Question));
        return database.Build();
    }

    private static string Required(IConfiguration configuration, string name) => configuration.GetConnectionString(name)
        ?? throw new InvalidOperationException($"ConnectionStrings:{name} is missing.");
}

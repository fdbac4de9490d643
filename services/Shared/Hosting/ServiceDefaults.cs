using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Health;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CreatorFlow.Hosting;

/// <summary>What every service's <c>Program.cs</c> begins with.</summary>
public static class ServiceDefaults
{
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
        builder.Services.AddTelemetry(builder.Configuration, service);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    /// <summary>True for <c>prepare</c> alone on the command line: Ingest and Projection then make or upgrade their tables and end, so that one
    /// job does it before the first of many replicas starts. They do it at every start as well, and find nothing to do after the job.</summary>
    public static bool OnlyPrepares(string[] args) => args is ["prepare"];

    /// <summary>PostgreSQL at <c>ConnectionStrings:Postgres</c>.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddPostgres(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(NpgsqlDataSource.Create(Required(configuration, "Postgres")));

    /// <summary>Redis at <c>ConnectionStrings:Redis</c>.</summary>
    /// <exception cref="InvalidOperationException">The connection string is missing.</exception>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        var connectionString = Required(configuration, "Redis");
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

    /// <summary>Problem details, <c>/health/live</c> (the process answers), <c>/health/ready</c> (every check passes) and <c>/metrics</c> (for Prometheus).</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseProblemDetails();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = ReadyReport.WriteAsync });
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }

    private static string Required(IConfiguration configuration, string name) => configuration.GetConnectionString(name)
        ?? throw new InvalidOperationException($"ConnectionStrings:{name} is missing.");
}

using CreatorFlow.Gateway.Auth;
using CreatorFlow.Gateway.Health;
using CreatorFlow.Gateway.Limits;
using CreatorFlow.Gateway.Page;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Gateway.Tls;
using CreatorFlow.Hosting;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Gateway;

/// <summary>The one door: who may come in, how often, how large, and to which service; the dashboard's page beside it.</summary>
internal static class GatewayModule
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        // Proxying logs nothing per request: UpstreamErrors says what went wrong, and not for each one of thousands.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.Configure<TracingOptions>(tracing => tracing.TrustsCallers = false);
        // For its spans alone; it opens and refuses without Redis all the same.
        if (builder.Configuration.GetConnectionString("Redis") is not null) builder.Services.AddRedis(builder.Configuration);
        builder.Services.AddInternalCalls();
        builder.AddTls();
        builder.AddRoutes();
        builder.AddApiKeys();
        builder.AddLimits();
        builder.AddPage();
        builder.AddUpstreamHealth();
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseServiceDefaults();
        app.UseSecurityHeaders();
        app.UsePageFiles();
        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<NoTunnels>();
        app.UseWhen(ApiKeyGate.Guards, api => api.UseMiddleware<SocketOrigins>().UseMiddleware<ApiKeyGate>());
        app.UseRateLimiter();
        app.MapSignIn();
        app.MapReverseProxy(ProxyThrough);
        app.MapPage();
    }

    private static void ProxyThrough(IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<ForgedWebhookCount>().UseMiddleware<UpstreamErrors>().UseMiddleware<LiveStreams>().UseMiddleware<OtherReplica>();
        proxy.UseLoadBalancing();
    }
}

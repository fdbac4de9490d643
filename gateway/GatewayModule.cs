using CreatorFlow.Gateway.Auth;
using CreatorFlow.Gateway.Health;
using CreatorFlow.Gateway.Limits;
using CreatorFlow.Gateway.Page;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting;

namespace CreatorFlow.Gateway;

/// <summary>The one door: who may come in, how often, how large, and to which service; the dashboard's page beside it.</summary>
internal static class GatewayModule
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        // Proxying logs nothing per request: UpstreamErrors says what went wrong, and not for each one of thousands.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddInternalCalls();
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
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/metrics"), api => api.UseMiddleware<ApiKeyGate>());
        app.UseRateLimiter();
        app.MapSignIn();
        app.MapReverseProxy(proxy => proxy.UseMiddleware<UpstreamErrors>().UseMiddleware<LiveStreams>());
        app.MapPage();
    }
}

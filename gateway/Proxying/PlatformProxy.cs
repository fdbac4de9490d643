using System.Security.Claims;
using CreatorFlow.Gateway.Auth;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace CreatorFlow.Gateway.Proxying;

/// <summary>YARP with our routes: nothing from outside may claim an identity, the gateway's own is set on what goes to Dashboard.</summary>
internal static class PlatformProxy
{
    private const string Prefix = "X-CreatorFlow-";

    public static IServiceCollection AddPlatformProxy(this IServiceCollection services, IConfiguration configuration)
    {
        var addresses = configuration.GetSection(ServiceAddresses.Section).Get<ServiceAddresses>() ?? new();
        services.AddReverseProxy()
            .LoadFromMemory([], [Cluster("ingest", addresses.Ingest, TimeSpan.FromSeconds(30)), Cluster("dashboard", addresses.Dashboard, TimeSpan.FromSeconds(100)),
                // The stream lives as long as its reader; the service's heartbeats show that it does.
                Cluster("stream", addresses.Dashboard, TimeSpan.FromDays(1))])
            .LoadFromConfig(configuration.GetSection("ReverseProxy"))
            .AddTransforms(Transform);
        return services;
    }

    public static void MapPlatformProxy(this WebApplication app) => app.MapReverseProxy(pipeline =>
        pipeline.Use(async (context, next) =>
        {
            await next();
            if (context.GetForwarderErrorFeature() is { } failed && !context.Response.HasStarted) await AnswerAsync(context, failed.Error);
        }));

    private static Task AnswerAsync(HttpContext context, ForwarderError error)
    {
        // A body that grew past the limit is the sender's fault, not the upstream's.
        if (error is ForwarderError.RequestBodyClient && context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
            return Problem.WriteAsync(context, 413, "body.too_large", "The body is larger than this address takes.");
        if (error is ForwarderError.RequestTimedOut)
            return Problem.WriteAsync(context, 504, "upstream.timeout", "The service did not answer in time.");
        if (error is ForwarderError.RequestBodyClient)
            return Problem.WriteAsync(context, 400, "request.invalid", "The request could not be read.");
        context.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(context, 503, "upstream.unavailable", "The service is not available right now.");
    }

    private static void Transform(TransformBuilderContext context)
    {
        var token = context.Services.GetRequiredService<IOptions<InternalTokenOptions>>().Value.Token;
        var identified = context.Route.ClusterId is "dashboard" or "stream";
        context.AddRequestTransform(request =>
        {
            var headers = request.ProxyRequest.Headers;
            foreach (var name in headers.Where(h => h.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || h.Key.Equals(InternalTokenFilter.Header, StringComparison.OrdinalIgnoreCase)).Select(h => h.Key).ToList())
                headers.Remove(name);
            if (identified) Identify(request, token);
            return default;
        });
    }

    private static void Identify(RequestTransformContext request, string token)
    {
        var (headers, user) = (request.ProxyRequest.Headers, request.HttpContext.User);
        headers.Remove("Authorization");
        headers.Remove("X-API-Key");
        headers.Add(InternalTokenFilter.Header, token);
        headers.Add($"{Prefix}Creator", user.FindFirstValue(ApiKeyAuthentication.CreatorClaim));
        headers.Add($"{Prefix}Key", user.FindFirstValue(ClaimTypes.NameIdentifier));
        headers.Add($"{Prefix}Scopes", string.Join(' ', user.FindAll(ApiKeyAuthentication.ScopeClaim).Select(c => c.Value)));
    }

    private static ClusterConfig Cluster(string id, string address, TimeSpan silence) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig> { ["service"] = new() { Address = address } },
        HttpRequest = new() { ActivityTimeout = silence, Version = new(1, 1), VersionPolicy = HttpVersionPolicy.RequestVersionExact },
        HttpClient = new() { MaxConnectionsPerServer = 10_000, EnableMultipleHttp2Connections = false },
    };
}

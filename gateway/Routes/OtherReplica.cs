using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Where nobody listens nothing was sent: the request goes to another replica, each of them once.</summary>
internal sealed class OtherReplica(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxied = context.Features.GetRequiredFeature<IReverseProxyFeature>();
        var left = proxied.AvailableDestinations;
        await next(context);
        while (left.Count > 1 && context.Features.Get<IForwarderErrorFeature>() is { } error && IsUnsent(error) && !context.Response.HasStarted)
        {
            proxied.AvailableDestinations = left = [.. left.Where(replica => replica != proxied.ProxiedDestination)];
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
            await next(context);
        }
    }

    private static bool IsUnsent(IForwarderErrorFeature error) => error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
}

using System.Globalization;
using System.Net.Http.Headers;
using CreatorFlow.Gateway.Routes;
using CreatorFlow.Hosting.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace CreatorFlow.Gateway.Auth;

/// <summary>
/// What the services believe about a caller comes from here alone: such headers of the caller's own are taken off every
/// request, and set anew from the key where the address needs one. The key itself goes no further.
/// </summary>
internal sealed class IdentityHeaders(IOptions<InternalTokenOptions> token) : ITransformProvider
{
    private const string Prefix = "X-CreatorFlow-";

    public void Apply(TransformBuilderContext context)
    {
        context.AddRequestTransform(Strip);
        if (OpenAddress.IsRoute(context.Route.RouteId)) context.AddRequestTransform(Anonymous);
        if (context.Route.RouteId is not ("api" or "socket" or "sessions")) return;
        context.AddRequestTransform(Identify);
        context.AddRequestTransform(ExactPath.Forward);
    }

    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // Nothing in a route's settings concerns this.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // Nor in a cluster's.
    }

    private static ValueTask Strip(RequestTransformContext context)
    {
        foreach (var (name, _) in context.HttpContext.Request.Headers)
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || name.Equals(InternalTokenFilter.Header, StringComparison.OrdinalIgnoreCase))
                context.ProxyRequest.Headers.Remove(name);
        StripToken(context);
        return default;
    }

    private static void StripToken(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        if (!headers.Remove(HeaderNames.SecWebSocketProtocol)) return;
        var others = string.Join(", ", SocketRequest.WithoutToken(context.HttpContext.Request.Headers.SecWebSocketProtocol));
        if (others.Length > 0) headers.TryAddWithoutValidation(HeaderNames.SecWebSocketProtocol, others);
    }

    private ValueTask Identify(RequestTransformContext context)
    {
        var identity = context.HttpContext.Features.GetRequiredFeature<KeyIdentity>();
        var headers = Vouch(context);
        headers.Add($"{Prefix}Creator", identity.CreatorId);
        headers.Add($"{Prefix}Key", identity.Id);
        headers.Add($"{Prefix}Key-Name", Uri.EscapeDataString(identity.Name ?? identity.Id));
        headers.Add($"{Prefix}Scopes", string.Join(' ', identity.Scopes));
        if (identity.Until is { } until) headers.Add($"{Prefix}Until", until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return default;
    }

    /// <summary>For what needs no key: who shows one all the same is nobody there.</summary>
    private ValueTask Anonymous(RequestTransformContext context)
    {
        Vouch(context);
        return default;
    }

    private HttpRequestHeaders Vouch(RequestTransformContext context)
    {
        var headers = context.ProxyRequest.Headers;
        headers.Authorization = null;
        headers.Remove(PresentedKey.Header);
        headers.Add(InternalTokenFilter.Header, token.Value.Token);
        return headers;
    }
}

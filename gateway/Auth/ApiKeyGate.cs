using CreatorFlow.Hosting.Errors;
using CreatorFlow.Hosting.Security;
using Yarp.ReverseProxy.Model;

namespace CreatorFlow.Gateway.Auth;

/// <summary>
/// Lets a request to the API in by its key or access token, and to what its role may do: <see cref="RoutePolicy"/> is asked here for all
/// services. What was found out travels as headers, set by <see cref="IdentityHeaders"/>.
/// </summary>
internal sealed class ApiKeyGate(RequestDelegate next, Admission admission, AccessTokens tokens)
{
    private static readonly PathString[] Guarded = ["/api", "/ws", "/metrics"];

    /// <summary>The API, its WebSocket's short address, and the operators' figures.</summary>
    public static bool Guards(HttpContext context) => Array.Exists(Guarded, root => context.Request.Path.StartsWithSegments(root));

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context.GetEndpoint()))
        {
            await next(context);
            return;
        }
        if (await IdentifyAsync(context) is not { } identity) return;
        if (RoutePolicy.Refusal(identity.Scopes, SocketRequest.Is(context) ? HttpMethods.Get : context.Request.Method, context.Request.Path.Value!) is { } code)
        {
            await Problem.WriteAsync(context, 403, code, "This API key may not do that.");
            return;
        }
        context.Features.Set(identity);
        await next(context);
    }

    private async Task<KeyIdentity?> IdentifyAsync(HttpContext context)
    {
        if (Shown(context) is not { } shown)
        {
            await Admission.MissingAsync(context);
            return null;
        }
        if (PresentedKey.IsKey(shown)) return await admission.AdmitAsync(context, PresentedKey.Question(shown));
        var token = tokens.Read(shown);
        if (!token.Expired) return await admission.AdmitAsync(context, token.Question) is { } identity ? identity with { Until = token.End } : null;
        await Admission.ExpiredAsync(context);
        return null;
    }

    private static string? Shown(HttpContext context) =>
        PresentedKey.Read(context.Request.Headers) ?? (SocketRequest.Is(context) ? SocketRequest.Token(context.Request.Headers) : null);

    /// <summary>Where a key is exchanged, what a share link shows and how the API describes itself nobody has a key yet.</summary>
    public static bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<OpenAddress>() is not null || OpenAddress.IsRoute(endpoint?.Metadata.GetMetadata<RouteModel>()?.Config.RouteId);
}

/// <summary>Marks an address that needs no key.</summary>
internal sealed class OpenAddress
{
    /// <summary>Of <c>routes.json</c>: what share links show, and the API's own description.</summary>
    public static bool IsRoute(string? id) => id is "shared" or "description";
}

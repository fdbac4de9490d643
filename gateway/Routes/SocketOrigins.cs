using CreatorFlow.Gateway.Auth;
using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Lets pages of our own host and of the allowed origins open WebSockets: what CORS keeps from others, no browser asks about here. Who is no browser names no origin.</summary>
internal sealed class SocketOrigins(RequestDelegate next, IOptions<OriginOptions> options)
{
    public Task InvokeAsync(HttpContext context) => SocketRequest.Is(context) && !IsAllowed(context.Request)
        ? Problem.WriteAsync(context, 403, "origin.refused", "A page of this origin may not open a WebSocket here.")
        : next(context);

    private bool IsAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsOurs(origin, request) || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Where TLS ends before us a page came by https all the same; never the other way round.</summary>
    private static bool IsOurs(string origin, HttpRequest request) =>
        origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase) || !request.IsHttps && origin.Equals($"http://{request.Host}", StringComparison.OrdinalIgnoreCase);
}

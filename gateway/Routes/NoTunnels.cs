using CreatorFlow.Gateway.Auth;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Refuses CONNECT, which asks for a tunnel: only a WebSocket over HTTP/2 comes by it. Forwarded, it would pass for a service that does not answer.</summary>
internal sealed class NoTunnels(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => HttpMethods.IsConnect(context.Request.Method) && !SocketRequest.Is(context)
        ? Problem.WriteAsync(context, 405, "method.not_allowed", "This address does not take this method.")
        : next(context);
}

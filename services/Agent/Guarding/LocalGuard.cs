using CreatorFlow.Hosting.Errors;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Agent.Guarding;

/// <summary>
/// Any page in a browser on this machine can reach loopback, so that a request has to show where it comes from: its <c>Host</c> must
/// name this machine (else a name was rebound to it), its <c>Origin</c>, if any, must be this agent's or a dashboard's, and what
/// a browser sends across sites without an <c>Origin</c> is refused. Programs send neither header and are let in.
/// </summary>
internal sealed class LocalGuard(RequestDelegate next, IOptions<AgentOptions> options)
{
    private const string PrivateNetworkAsked = "Access-Control-Request-Private-Network";
    private const string PrivateNetworkAllowed = "Access-Control-Allow-Private-Network";
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];
    private readonly HashSet<string> dashboards = new(options.Value.DashboardOrigins, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return Problem.WriteAsync(context, 403, "host.not_allowed", "This address answers to the name of this machine alone.");
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return IsAcrossSites(request) ? RefuseAsync(context) : next(context);
        if (!dashboards.Contains(origin) && !IsOwn(origin, request.Host)) return RefuseAsync(context);
        return AllowAsync(context, origin);
    }

    private Task AllowAsync(HttpContext context, string origin)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = HeaderNames.Origin;
        if (!HttpMethods.IsOptions(context.Request.Method)) return next(context);
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = HeaderNames.ContentType;
        headers.AccessControlMaxAge = "600";
        if (context.Request.Headers.ContainsKey(PrivateNetworkAsked)) headers[PrivateNetworkAllowed] = "true";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static bool IsOwn(string origin, HostString host) => Names.Any(name => origin.Equals($"http://{name}:{host.Port}", StringComparison.OrdinalIgnoreCase));

    /// <summary>A link, an image or a script of another site; a browser says so in a header that no page can set.</summary>
    private static bool IsAcrossSites(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";

    private static Task RefuseAsync(HttpContext context) => Problem.WriteAsync(context, 403, "origin.not_allowed", "Pages of this site may not ask the agent.");
}

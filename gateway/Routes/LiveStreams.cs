using CreatorFlow.Hosting.Stopping;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Ends live streams with the gateway: they never end by themselves and would hold up its stop. Readers come again by themselves.</summary>
internal sealed class LiveStreams(RequestDelegate next, Draining draining)
{
    private static readonly PathString[] Endless = ["/api/v1/stream", "/api/v1/ws", "/ws"];

    public Task InvokeAsync(HttpContext context) => Endless.Contains(context.Request.Path) ? UntilStopAsync(context) : next(context);

    private async Task UntilStopAsync(HttpContext context)
    {
        await using var stop = draining.Over.UnsafeRegister(static http => ((HttpContext)http!).Abort(), context);
        await next(context);
    }
}

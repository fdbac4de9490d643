namespace CreatorFlow.Gateway.Routes;

/// <summary>Ends live streams with the gateway: they never end by themselves and would hold up its stop. Readers come again by themselves.</summary>
internal sealed class LiveStreams(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    private static readonly PathString Stream = "/api/v1/stream";
    private static readonly PathString Socket = "/api/v1/ws";

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.Equals(Stream) || context.Request.Path.Equals(Socket) ? UntilStopAsync(context) : next(context);

    private async Task UntilStopAsync(HttpContext context)
    {
        await using var stop = lifetime.ApplicationStopping.UnsafeRegister(static http => ((HttpContext)http!).Abort(), context);
        await next(context);
    }
}

using CreatorFlow.Hosting.Errors;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Turns what went wrong between the gateway and a service into problem details.</summary>
internal sealed partial class UpstreamErrors(RequestDelegate next, TimeProvider clock, ILogger<UpstreamErrors> logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private long lastSaid;
    private long unsaid;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IReverseProxyFeature>()?.Route.Config.MaxRequestBodySize is { } limit && context.Request.ContentLength > limit)
        {
            await TooLargeAsync(context);
            return;
        }
        await next(context);
        if (context.Features.Get<IForwarderErrorFeature>() is { } error) await AnswerAsync(context, error);
    }

    private Task AnswerAsync(HttpContext context, IForwarderErrorFeature error)
    {
        if (IsTooLarge(error.Exception)) return context.Response.HasStarted ? Task.CompletedTask : TooLargeAsync(context);
        if (context.RequestAborted.IsCancellationRequested || IsClients(error.Error)) return Task.CompletedTask;
        Say(context, error);
        if (context.Response.HasStarted) return Task.CompletedTask;
        return error.Error is ForwarderError.RequestTimedOut
            ? Problem.WriteAsync(context, 504, "upstream.timeout", "The service behind this address took too long.")
            : UnavailableAsync(context);
    }

    public static Task UnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(context, 503, "upstream.unavailable", "The service behind this address does not answer right now.");
    }

    private static bool IsClients(ForwarderError error) =>
        error is ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
            or ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseCanceled or ForwarderError.UpgradeResponseClient;

    private static bool IsTooLarge(Exception? e) => e switch
    {
        null => false,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => true,
        AggregateException all => all.InnerExceptions.Any(IsTooLarge),
        _ => IsTooLarge(e.InnerException),
    };

    private static Task TooLargeAsync(HttpContext context)
    {
        // What is left of the body is not read: the connection ends with the answer.
        context.Response.Headers.Connection = "close";
        return Problem.WriteAsync(context, 413, "body.too_large", "The body is larger than this address takes.");
    }

    /// <summary>A service that is away fails thousands of requests a second; one line in five seconds says so.</summary>
    private void Say(HttpContext context, IForwarderErrorFeature error)
    {
        Interlocked.Increment(ref unsaid);
        var last = Interlocked.Read(ref lastSaid);
        var now = clock.GetTimestamp();
        if (last != 0 && clock.GetElapsedTime(last, now) < Quiet) return;
        if (Interlocked.CompareExchange(ref lastSaid, now, last) != last) return;
        var service = context.Features.Get<IReverseProxyFeature>()?.Cluster.Config.ClusterId ?? "?";
        Failed(logger, Interlocked.Exchange(ref unsaid, 0), service, error.Error, (error.Exception?.InnerException ?? error.Exception)?.GetType().Name);
    }

    [LoggerMessage(5201, LogLevel.Warning, "{Count} requests failed, the last one to {Service}: {Error} ({Exception})")]
    private static partial void Failed(ILogger logger, long count, string service, ForwarderError error, string? exception);
}

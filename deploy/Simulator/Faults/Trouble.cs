using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Meta;
using CreatorFlow.Simulator.Sending;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.TikTok;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator.Faults;

/// <summary>What goes wrong with calls to the platforms' APIs: a platform is down, or somebody else has used its limit up, by chance or for a stretch. Thread-safe.</summary>
/// <remarks>Which call is throttled by chance depends on the order of calls besides the seed.</remarks>
internal sealed class Trouble(Outages outages, Throttling throttling, DeliveryCounters counters, ShopifyApi shopify, ConnectionDirectory connections, IOptions<FaultOptions> faults, IOptions<SimulatorOptions> simulator)
{
    private readonly Lock gate = new();
    private readonly SeededRandom random = SeededRandom.For(simulator.Value.Seed, "throttling");

    /// <summary>The answer, or null when the call may go on.</summary>
    public IResult? With(string platform, HttpContext call)
    {
        counters.Count($"calls_{platform}");
        if (outages.IsDown(platform)) return Counted($"down_{platform}", Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        return throttling.IsOn(platform) || IsThrottled() ? Counted($"throttled_{platform}", Throttled(platform, call)) : null;
    }

    private bool IsThrottled()
    {
        if (faults.Value.ThrottlePercent == 0) return false;
        lock (gate) return random.Percent(faults.Value.ThrottlePercent);
    }

    private IResult? Counted(string what, IResult? answer)
    {
        counters.Count(what);
        return answer;
    }

    private IResult? Throttled(string platform, HttpContext call) => platform switch
    {
        Platforms.TikTok => ApiResult.Refused(ApiRefusal.TooManyRequests),
        Platforms.Amazon => AmazonErrors.QuotaExceeded,
        Platforms.Instagram => Graph(call),
        _ => Emptied(call),
    };

    /// <summary>Shopify's answer says what is left, so the points have to be gone; the call itself then finds it so.</summary>
    private IResult? Emptied(HttpContext call)
    {
        if (connections.WithToken(Platforms.Shopify, call.Request.Headers["X-Shopify-Access-Token"].ToString()) is { } shop) shopify.Drain(shop.ConnectionId, 0);
        return null;
    }

    private IResult Graph(HttpContext call)
    {
        call.Response.Headers["X-Business-Use-Case-Usage"] = GraphError.Usage((string)call.Request.RouteValues["catalogueId"]!, faults.Value.ThrottledMinutes);
        return GraphError.Of(400, HttpMethods.IsPost(call.Request.Method) ? 80014 : 80009, "There have been too many calls for this catalog account. Wait a bit and try again.");
    }
}

/// <summary>Puts trouble before a platform's calls.</summary>
internal static class TroubleRoutes
{
    public static RouteGroupBuilder WithTrouble(this RouteGroupBuilder calls, string platform) => calls.AddEndpointFilter((call, next) =>
        call.HttpContext.RequestServices.GetRequiredService<Trouble>().With(platform, call.HttpContext) is { } answer ? new(answer) : next(call));
}

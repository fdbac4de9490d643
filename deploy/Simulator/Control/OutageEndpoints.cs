using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Simulator.Control;

/// <summary>Takes a platform down and brings it up again; has it throttle every call, and no more.</summary>
internal static class OutageEndpoints
{
    private static readonly string[] Played = [Platforms.Shopify, Platforms.TikTok, Platforms.Amazon, Platforms.Instagram];

    public static void MapOutages(this IEndpointRouteBuilder simulator)
    {
        simulator.MapPut("/outages/{platform}", (string platform, Outages outages) => Change(platform, outages.Begin));
        simulator.MapDelete("/outages/{platform}", (string platform, Outages outages) => Change(platform, outages.End));
        simulator.MapPut("/throttling/{platform}", (string platform, Throttling throttling) => Change(platform, throttling.Begin));
        simulator.MapDelete("/throttling/{platform}", (string platform, Throttling throttling) => Change(platform, throttling.End));
    }

    private static IResult Change(string platform, Action<string> change)
    {
        if (!Played.Contains(platform)) return Problem.Of(404, "simulator.platform_unknown", "Nobody plays this platform.");
        change(platform);
        return Results.NoContent();
    }
}

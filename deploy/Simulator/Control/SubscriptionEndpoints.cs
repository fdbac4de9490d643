using CreatorFlow.Hosting.Errors;
using CreatorFlow.Simulator.Commerce;

namespace CreatorFlow.Simulator.Control;

/// <summary>Lets a Shopify or TikTok shop forget that it sends us a topic.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder simulator) => simulator.MapDelete("/shops/{connectionId}/subscriptions/{**topic}", Lose);

    private static IResult Lose(string connectionId, string topic, SimulatedCommerce commerce) =>
        commerce.Read(creators => creators.Any(c => c.Lose(connectionId, topic)))
            ? Results.NoContent()
            : Problem.Of(404, "simulator.subscription_unknown", "No shop of that connection sends this topic.");
}

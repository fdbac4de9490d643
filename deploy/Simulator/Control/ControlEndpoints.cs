using System.Text.Json.Nodes;
using CreatorFlow.Hosting.Errors;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Sending;
using CreatorFlow.Simulator.TikTok;

namespace CreatorFlow.Simulator.Control;

/// <summary>What tests and operators of the simulator itself may ask and command.</summary>
internal static class ControlEndpoints
{
    private const decimal FastestPerSecond = 10_000;

    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var simulator = routes.MapGroup("/simulator");
        simulator.MapGet("/state", State);
        simulator.MapPost("/orders", Register);
        simulator.MapPut("/rate", SetRate);
        simulator.MapSubscriptions();
        simulator.MapOutages();
        simulator.MapGet("/creators/{id}/orders", Orders);
    }

    private static IResult State(SimulatedCommerce commerce, TrafficRate rate, Backlog backlog, DeliveryCounters counters) => Results.Json(new
    {
        rate = rate.PerSecond,
        unsent = backlog.Count,
        counters = counters.Read(),
        creators = commerce.Read(creators => creators.Select(CreatorSummary.Of).ToList()),
    });

    private static IResult Orders(string id, SimulatedCommerce commerce) =>
        commerce.Read(creators => creators.FirstOrDefault(c => c.Id == id)?.Orders.Read()) is { } orders
            ? Results.Json(orders)
            : Problem.Of(404, "simulator.creator_unknown", "Nobody plays this creator.");

    /// <summary>Takes an order detail in TikTok's own shape; what it leaves out of status and times is filled in.</summary>
    private static IResult Register(JsonObject order, RegisteredOrders orders, TimeProvider clock)
    {
        if (order["id"] is not JsonValue value || !value.TryGetValue<string>(out var id) || id.Length == 0)
            return Problem.Of(422, "simulator.order_without_id", "An order needs an id, as text.");
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        order["status"] ??= "AWAITING_SHIPMENT";
        order["create_time"] ??= now;
        order["update_time"] ??= now;
        order["line_items"] ??= new JsonArray();
        orders.Save(id, order);
        return Results.Json(order, statusCode: 201);
    }

    private static IResult SetRate(RateChange change, TrafficRate rate)
    {
        if (change.EventsPerSecond is < 0 or > FastestPerSecond)
            return Problem.Of(422, "simulator.rate_out_of_range", "The rate is 0 to 10,000 events a second.");
        rate.PerSecond = change.EventsPerSecond;
        return Results.NoContent();
    }

    internal sealed record RateChange(decimal EventsPerSecond);
}

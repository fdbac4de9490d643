using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Contracts.Orders;

namespace CreatorFlow.Domain.Explanations;

/// <summary>What happened to an order, in words.</summary>
internal static class OrderExplanations
{
    public static Explanation Of(OrderEvent happened) => happened switch
    {
        OrderCreated e => new("created", $"The order was placed on {e.Platform} with {Count(e.Lines.Count, "line")}; {Reserved(e)}."),
        OrderUpdated { Stale: true } e => new("superseded", $"{e.ConnectionId} reported {Status(e)}, which happened before what was known already; nothing changed."),
        OrderUpdated e => new("updated", $"{e.ConnectionId} reported {Status(e)}."),
        OrderShipped { Lines: null } e => new("shipped", $"Everything that was left shipped in shipment {e.ShipmentId}, tracking number {e.TrackingNumber}."),
        OrderShipped e => new("shipped", $"{Count(e.Lines.Sum(l => l.Quantity), "unit")} shipped in shipment {e.ShipmentId}, tracking number {e.TrackingNumber}."),
        OrderDelivered e => new("delivered", $"{e.ConnectionId} reported the order as delivered."),
        OrderCancelled e => new("cancelled", $"The order was cancelled{(string.IsNullOrWhiteSpace(e.Reason) ? "" : $" ({e.Reason})")}; what it had reserved was freed."),
        OrderReduced { Lines.Count: 0 } e => new("refunded", $"{Amount(e.Refunded!)} were refunded so far; no units were cancelled."),
        OrderReduced e => new("reduced", $"{Count(e.Lines.Sum(l => l.Cancelled), "unit")} of {Count(e.Lines.Count, "line")} were cancelled so far{(e.Refunded is null ? "" : $", {Amount(e.Refunded)} refunded")}; what had not shipped was freed."),
        OrderReservationExpired => new("reservation_expired", "It was not paid in time; what it had reserved was freed."),
        OrderReservationRenewed e => new("reservation_renewed", $"It went on after its reservation had expired; {Count(e.Lines.Sum(l => l.Reserved), "unit")} could be reserved again."),
        OrderOversold e => new("oversold", $"{Count(e.Missing, "unit")} of {e.Sku} for line {e.LineId} could not be reserved; the suggestion is to {Suggestion(e.Suggestion)}."),
        _ => throw new UnreachableException(happened.ToString()),
    };

    private static string Amount(Contracts.Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.AmountMinor} minor units of {money.Currency}");

    private static string Status(OrderUpdated e) => (e.Status, e.PlatformStatus) switch
    {
        (null, null) => "a change of the order",
        (null, { } platform) => $"the status {platform}",
        ({ } status, null) => $"the order as {status}",
        ({ } status, { } platform) => $"the order as {status} ({platform})",
    };

    private static string Reserved(OrderCreated e) =>
        string.Create(CultureInfo.InvariantCulture, $"{e.Lines.Sum(l => l.Reserved)} of {Count(e.Lines.Sum(l => l.Quantity), "unit")} could be reserved");

    private static string Suggestion(string suggestion) => suggestion switch
    {
        "cancel" => "cancel it",
        "backorder" => "deliver the rest later",
        _ => suggestion.Replace('_', ' '),
    };

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}

using System.Diagnostics;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>What somebody wants of one SKU's stock. A closed union.</summary>
internal abstract record StockCommand
{
    private protected StockCommand() { }
}

/// <summary>A channel's absolute, available quantity; null when the channel does not track it.</summary>
internal sealed record ReportStock(string ConnectionId, string ListingId, string? Location, long? Available, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record SetStock(string? Location, long Quantity, string? Reason, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record ChangeStock(string? Location, long Delta, string? Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>Reserves what there is of <see cref="Quantity"/> for an order's line; nothing when the line is reserved already.</summary>
internal sealed record ReserveStock(string OrderId, string LineId, string ConnectionId, long Quantity, DateTimeOffset PlacedAt) : StockCommand;

internal sealed record ReleaseStock(string OrderId, string Reason, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record DeductStock(string OrderId, string LineId, string ShipmentId, long Quantity, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record LinkListing(ListingLinked Listing) : StockCommand;

internal sealed record MoveListing(string ConnectionId, string ListingId, string ToSku) : StockCommand;

/// <summary>The decider of the stream <c>inventory-{sku}</c>: rules of inventory, pure.</summary>
internal static class Stock
{
    public const string StreamType = "stock";

    /// <summary>The location of a channel or person that names none, when the SKU does not stand in exactly one place.</summary>
    public const string DefaultLocation = "default";

    /// <summary>How long a late set or difference still falls into its place, and a reduction may wait for its order.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    public static string StreamOf(string sku) => $"inventory-{sku}";

    public static IReadOnlyList<StockEvent> Decide(StockCommand command, StockState stock) => command switch
    {
        ReportStock c => StockReports.Decide(c, stock),
        SetStock c => [Set(c, stock)],
        ChangeStock c => [Change(c, stock)],
        ReserveStock c => StockReservations.Reserve(c, stock),
        ReleaseStock c => StockReservations.Release(c, stock),
        DeductStock c => StockReservations.Deduct(c, stock),
        LinkListing c => stock.HasListing(c.Listing) ? [] : [c.Listing],
        MoveListing c => stock.Channel(c.ConnectionId, c.ListingId) is null ? [] : [new ListingMoved { ConnectionId = c.ConnectionId, ListingId = c.ListingId, ToSku = c.ToSku }],
        _ => throw new UnreachableException(command.ToString()),
    };

    public static StockState Evolve(StockState stock, StockEvent happened) => happened switch
    {
        StockUpdated e => StockReports.Remember(stock.At(e.Location, place => place.Apply(e)), e),
        StockReserved e => StockReservations.Evolve(stock, e),
        StockReleased e => StockReservations.Evolve(stock, e),
        StockDeducted e => StockReservations.Evolve(stock, e),
        ListingLinked e => stock.Link(e),
        ListingMoved e => stock.Move(e),
        _ => throw new UnreachableException(happened.ToString()),
    };

    /// <summary>A set wins when it is the latest by the time of its happening; an older one is recorded and changes nothing.</summary>
    private static StockUpdated Set(SetStock c, StockState stock)
    {
        var location = stock.Resolve(c.Location);
        var place = stock.Place(location);
        var wins = place.SetAt is null || c.OccurredAt >= place.SetAt;
        var onHand = wins ? place.OnHandAfterSet(c.Quantity, c.OccurredAt) : place.OnHand;
        return new()
        {
            Location = location, Effect = wins ? "set" : "superseded", Set = c.Quantity, Delta = onHand - place.OnHand,
            OnHand = onHand, OccurredAt = c.OccurredAt, Reason = c.Reason,
        };
    }

    /// <summary>A difference merges, unless a set that counted it already happened after it.</summary>
    private static StockUpdated Change(ChangeStock c, StockState stock)
    {
        var location = stock.Resolve(c.Location);
        var place = stock.Place(location);
        var counts = place.Counts(c.OccurredAt);
        return new()
        {
            Location = location, Effect = "difference", Set = c.Delta, Delta = counts ? c.Delta : 0,
            OnHand = counts ? place.OnHand + c.Delta : place.OnHand, OccurredAt = c.OccurredAt, Reason = c.Reason,
        };
    }
}

using System.Diagnostics;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>What somebody wants of one SKU's stock. A closed union.</summary>
internal abstract record StockCommand
{
    private protected StockCommand() { }

    /// <summary>Who wants it, under which key; given when it is booked.</summary>
    public UpdateOrigin Origin { get; init; }
}

/// <summary>A channel's absolute, available quantity; null when the channel does not track it.</summary>
internal sealed record ReportStock(string ConnectionId, string ListingId, string? Location, long? Available, DateTimeOffset OccurredAt, bool Asked = false) : StockCommand;

internal sealed record SetStock(string? Location, long Quantity, string? Reason, DateTimeOffset OccurredAt, DateTimeOffset? SeenAt = null) : StockCommand;

internal sealed record ChangeStock(string? Location, long Delta, string? Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>Takes an earlier update out of the set that on hand is a function of.</summary>
/// <param name="EventId">The stored event that said what it did.</param>
/// <param name="Location">Where.</param>
/// <param name="Key">Names the update.</param>
/// <param name="Effect">What it was recorded as.</param>
/// <param name="Compensation">Units that take it back where it is folded already.</param>
/// <param name="AdjustedAt">When the update happened.</param>
/// <param name="Reason">A person's words.</param>
/// <param name="OccurredAt">Now.</param>
internal sealed record UndoUpdate(string EventId, string Location, string Key, string Effect, long Compensation, DateTimeOffset AdjustedAt, string? Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>Reserves what there is of <see cref="Quantity"/> for an order's line; nothing when the line is reserved already.</summary>
internal sealed record ReserveStock(string OrderId, string LineId, string ConnectionId, long Quantity, DateTimeOffset PlacedAt, string? ListingId = null) : StockCommand;

internal sealed record ReleaseStock(string OrderId, string Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>Releases units of one line alone.</summary>
internal sealed record ReleaseLine(string OrderId, string LineId, long Quantity, string Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>A line that was cancelled before its order was heard of: nothing is held, but its channel showed the sale and its end.</summary>
internal sealed record PassStock(ReserveStock Sale, string Reason, DateTimeOffset EndedAt) : StockCommand;

/// <param name="OrderId">Whose goods shipped.</param>
/// <param name="LineId">Of them.</param>
/// <param name="ShipmentId">Once for each.</param>
/// <param name="Quantity">Units, as far as they were promised.</param>
/// <param name="OccurredAt">When they left.</param>
/// <param name="Unpromised">Units that left beside those: of a bundle that could not be reserved.</param>
internal sealed record DeductStock(string OrderId, string LineId, string ShipmentId, long Quantity, DateTimeOffset OccurredAt, long Unpromised = 0) : StockCommand;

internal sealed record LinkListing(ListingLinked Listing) : StockCommand;

internal sealed record MoveListing(string ConnectionId, string ListingId, string ToSku) : StockCommand;

/// <summary>What a channel showed elsewhere comes along with its listing: remembered, no goods.</summary>
internal sealed record TakeReport(string ConnectionId, string ListingId, string ChannelLocation, string Location, long Available, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>A reservation leaves with its listing.</summary>
internal sealed record ForwardReservation(Reservation Reservation, string ToSku, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>A reservation comes along with its listing: whole, whether there is enough or not.</summary>
internal sealed record TakeReservation(Reservation Reservation, string Location) : StockCommand;

internal sealed record AssembleBundle(IReadOnlyList<BundleComponent> Components, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record JoinBundle(string BundleSku, long Quantity, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>How many bundles the components allow now.</summary>
internal sealed record CountBundles(long Available, DateTimeOffset OccurredAt) : StockCommand;

internal sealed record ChangeSettings(StockSettingsChanged Settings) : StockCommand;

/// <summary>A person wants a push that was given up tried again.</summary>
internal sealed record RetryPush(string ConnectionId, string ListingId, DateTimeOffset DecidedAt) : StockCommand;

/// <summary>A person's decision on a conflict: the candidate that is to stand.</summary>
internal sealed record ResolveConflict(string ConflictId, string Candidate, string? Reason, DateTimeOffset OccurredAt) : StockCommand;

/// <summary>The decider of the stream <c>inventory-{sku}</c>: rules of inventory, pure.</summary>
internal static class Stock
{
    public const string StreamType = "stock";

    /// <summary>The location of a channel or person that names none, when the SKU does not stand in exactly one place.</summary>
    public const string DefaultLocation = "default";

    /// <summary>How long a late set or difference still falls into its place, and a reduction may wait for its order.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    public static string StreamOf(string sku) => $"inventory-{sku}";

    /// <exception cref="RefusedException">The rules refuse it for good.</exception>
    public static IReadOnlyList<StockEvent> Decide(StockCommand command, StockState stock)
    {
        var events = Wanted(command, stock);
        return events.Count == 0 ? events : [.. events, .. LowStock.Alerts(stock, events)];
    }

    private static IReadOnlyList<StockEvent> Wanted(StockCommand command, StockState stock) => command switch
    {
        ReportStock c => StockReports.Decide(c, stock),
        SetStock or ChangeStock or UndoUpdate when stock.IsBundle => throw new RefusedException("bundle.has_no_stock_of_its_own"),
        AssembleBundle c => Bundles.Assemble(c, stock),
        JoinBundle c => Bundles.Join(c, stock),
        CountBundles c => c.Available == stock.BundleAvailable ? [] : [new BundleAvailableChanged { Available = c.Available, OccurredAt = c.OccurredAt }],
        SetStock c => Set(c, stock),
        ChangeStock c => Change(c, stock),
        UndoUpdate c => StockUndo.Decide(c, stock),
        ReserveStock c => StockFollowing.After(StockReservations.Reserve(c, stock), c.ConnectionId, c.ListingId, c.PlacedAt, c.Origin, stock),
        PassStock c => StockFollowing.After(StockReservations.Pass(c, stock), c.Sale.ConnectionId, c.Sale.ListingId, c.Sale.PlacedAt, c.Origin, stock),
        ReleaseStock c => Freed(StockReservations.Release(c, stock), c.OrderId, c.Origin, stock),
        ReleaseLine c => Freed(StockLineReleases.Release(c, stock), c.OrderId, c.Origin, stock),
        DeductStock c => StockReservations.Deduct(c, stock),
        ChangeSettings c => [StockSettings.Checked(c.Settings)],
        ResolveConflict c => StockConflicts.Resolve(c, stock),
        TellChannels c => StockPushes.Tell(c, stock),
        SendPush c => StockPushes.Send(c, stock),
        AnswerPush c => StockPushes.Answer(c, stock),
        RetryPush c => PushRetries.Retry(c, stock),
        LinkListing c => stock.HasListing(c.Listing) ? [] : [c.Listing],
        TakeReport c => [StockMoves.Take(c, stock)],
        ForwardReservation c => [StockMoves.Forward(c)],
        TakeReservation c => StockMoves.Take(c, stock),
        MoveListing c => stock.Channel(c.ConnectionId, c.ListingId) is null ? [] : [new ListingMoved { ConnectionId = c.ConnectionId, ListingId = c.ListingId, ToSku = c.ToSku }],
        _ => throw new UnreachableException(command.ToString()),
    };

    private static IReadOnlyList<StockEvent> Freed(IReadOnlyList<StockEvent> events, string orderId, UpdateOrigin origin, StockState stock) =>
        stock.Reservations.Find(r => r.OrderId == orderId) is { } first ? StockFollowing.After(events, first.ConnectionId, first.ListingId, first.PlacedAt, origin, stock) : events;

    public static StockState Evolve(StockState stock, StockEvent happened) => LowStock.Rearm(Folded(stock, happened).Fold());

    private static StockState Folded(StockState stock, StockEvent happened) => happened switch
    {
        StockUpdated { Effect: StockUndo.Effect } e => StockUndo.Evolve(stock, e),
        StockUpdated e => StockReports.Remember(StockUpdates.Evolve(stock, e), e),
        StockReserved e => StockReservations.Evolve(stock, e),
        StockReleased e => StockReservations.Evolve(stock, e),
        StockDeducted e => StockReservations.Evolve(stock, e),
        ListingLinked e => stock.Link(e),
        ListingMoved e => stock.Move(e),
        BundleDefined e => stock with { Components = [.. e.Components], BundleAvailable = e.Components.Count == 0 ? 0 : stock.BundleAvailable },
        BundleJoined e => stock with { PartOf = e.Quantity == 0 ? stock.PartOf.Remove(e.BundleSku) : stock.PartOf.Remove(e.BundleSku).Add(e.BundleSku) },
        BundleAvailableChanged e => stock with { BundleAvailable = e.Available },
        StockSettingsChanged e => stock with { Settings = stock.Settings.With(e) },
        PolicyApplied e => stock with { Settings = stock.Settings with { Conflicts = stock.Settings.Conflicts.With(e) } },
        LowStockAlerted => stock with { LowStock = true },
        SyncStarted e => StockPushes.Evolve(stock, e),
        SyncSent e => StockPushes.Evolve(stock, e),
        SyncCompleted e => StockPushes.Evolve(stock, e),
        SyncFailed e => StockPushes.Evolve(stock, e),
        ConflictDetected e => StockConflicts.Evolve(stock, e),
        ConflictResolved e => StockConflicts.Evolve(stock, e),
        _ => throw new UnreachableException(happened.ToString()),
    };

    /// <summary>A set wins by the conflict rules, else by being the latest; one that loses is recorded as superseded.</summary>
    private static IReadOnlyList<StockEvent> Set(SetStock c, StockState stock)
    {
        var location = stock.Resolve(c.Location);
        var place = stock.Place(location);
        var entry = Entry(c, EntryKind.Set, c.Quantity, c.OccurredAt) with { SeenAt = c.SeenAt };
        var after = place.With(entry, stock.Promises(location), stock.Settings.Conflicts);
        var updated = new StockUpdated
        {
            Location = location, Effect = after.Winner == entry.Key ? "set" : "superseded", Set = c.Quantity, Delta = after.OnHand - place.OnHand,
            OnHand = after.OnHand, OccurredAt = c.OccurredAt, SeenAt = c.SeenAt, Reason = c.Reason, Source = entry.Source, SaidBy = entry.Connection, Key = entry.Key,
        };
        return [updated, .. StockConflicts.Changes(stock, location, after)];
    }

    /// <summary>A difference merges, unless a set that counted it already happened after it.</summary>
    private static IReadOnlyList<StockEvent> Change(ChangeStock c, StockState stock)
    {
        var location = stock.Resolve(c.Location);
        var place = stock.Place(location);
        var entry = Entry(c, EntryKind.Difference, c.Delta, c.OccurredAt);
        var after = place.With(entry, stock.Promises(location), stock.Settings.Conflicts);
        var updated = new StockUpdated
        {
            Location = location, Effect = "difference", Set = c.Delta, Delta = after.OnHand - place.OnHand,
            OnHand = after.OnHand, OccurredAt = c.OccurredAt, Reason = c.Reason, Source = entry.Source, SaidBy = entry.Connection, Key = entry.Key,
        };
        return [updated, .. StockConflicts.Changes(stock, location, after)];
    }

    internal static StockEntry Entry(StockCommand c, EntryKind kind, long quantity, DateTimeOffset at) =>
        new() { Key = c.Origin.Key ?? "", Source = c.Origin.Source ?? "", Connection = c.Origin.Connection, At = at, Kind = kind, Quantity = quantity };
}

using System.Diagnostics;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Settings;
using CreatorFlow.Projection.Bundles;
using CreatorFlow.Projection.Listings;
using CreatorFlow.Projection.Orders;
using CreatorFlow.Projection.Pushes;

namespace CreatorFlow.Projection.Books;

/// <summary>Every channel event and the process that decides it.</summary>
internal static class ChannelEventBook
{
    /// <summary>A platform's clock may run ahead by this much before its time is replaced by the time of receipt (domain rules, section 4).</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Decides one event and books what follows; throws when it cannot, with the ledger half written: the caller takes it back.</summary>
    public static void Apply(Ledger ledger, Delivery delivery, ChannelEvent happened)
    {
        var early = happened.OccurredAt > delivery.ReceivedAt + ClockTolerance;
        if (early) happened = happened with { OccurredAt = delivery.ReceivedAt };
        ledger.Begin(delivery, happened.OccurredAt, early);
        switch (happened)
        {
            case StockReported e: ListingProcess.Report(ledger, delivery, e); break;
            case StockSet e: ledger.Book(e.Sku, new SetStock(e.Location, e.Quantity, e.Reason, e.OccurredAt, e.SeenAt)); break;
            case StockChanged e: ledger.Book(e.Sku, new ChangeStock(e.Location, e.Delta, e.Reason, e.OccurredAt)); break;
            case AdjustmentUndone e: ledger.Book(e.Sku, new UndoUpdate(e.EventId, e.Location, e.Key, e.Effect, e.Compensation, e.AdjustedAt, e.Reason, e.OccurredAt)); break;
            case SettingsChanged e: ledger.Book(e.Sku, new ChangeSettings(Settings(e))); break;
            case ConflictSettingsChosen e: ledger.Book(CreatorSettings.Checked(new() { Conflicts = e.Conflicts, Channels = e.Channels, OccurredAt = e.OccurredAt })); break;
            case BundleAssembled e: BundleProcess.Assemble(ledger, e); break;
            case ConflictDecided e: ledger.Book(e.Sku, new ResolveConflict(e.ConflictId, e.Candidate, e.Reason, e.OccurredAt)); break;
            case PushBegun e: PushProcess.Begin(ledger, e); break;
            case PushAnswered e: PushProcess.Answer(ledger, e); break;
            case PushRetried e: PushProcess.Retry(ledger, delivery, e); break;
            case ListingSeen e: ListingProcess.See(ledger, delivery, e); break;
            case ListingAssigned e: ListingProcess.Assign(ledger, delivery, e); break;
            case ListingReleased e: ListingProcess.Release(ledger, e); break;
            case OrderPlaced e: OrderProcess.Place(ledger, delivery, e); break;
            case OrderChanged e: OrderProcess.Change(ledger, delivery, e); break;
            case OrderDispatched e: OrderProcess.Ship(ledger, delivery, e); break;
            case OrderArrived e: OrderProcess.Deliver(ledger, delivery, e); break;
            case PaymentOverdue e: OrderExpiry.Expire(ledger, delivery, e); break;
            case OrderLinesCancelled e: OrderReduction.Reduce(ledger, delivery, e); break;
            case OrderCalledOff e: OrderProcess.Cancel(ledger, delivery, e); break;
            case SessionReported e: ledger.Book(e); break;
            default: throw new UnreachableException(happened.ToString());
        }
        BundleProcess.Settle(ledger, happened.OccurredAt);
        PushProcess.Settle(ledger, delivery, happened);
    }

    private static StockSettingsChanged Settings(SettingsChanged e) => new()
    {
        LowStockBelow = e.LowStockBelow, Buffers = e.Buffers, Locations = e.Locations, Strategy = e.Strategy, Ranks = e.Ranks,
        WindowSeconds = e.WindowSeconds, OccurredAt = e.OccurredAt,
    };
}

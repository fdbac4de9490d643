using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Orders;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Contracts.Settings;

namespace CreatorFlow.Contracts;

/// <summary>The stored name of every event, written down. A name is never changed and never reused.</summary>
public static class EventNames
{
    /// <summary>Stored name and record of every event, version 1 each; golden samples stand beside in <c>golden/</c>.</summary>
    public static readonly IReadOnlyDictionary<string, Type> All = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["inventory.stock_updated"] = typeof(StockUpdated),
        ["inventory.reserved"] = typeof(StockReserved),
        ["inventory.released"] = typeof(StockReleased),
        ["inventory.deducted"] = typeof(StockDeducted),
        ["inventory.settings_changed"] = typeof(StockSettingsChanged),
        ["inventory.policy_applied"] = typeof(PolicyApplied),
        ["inventory.low_stock_alert"] = typeof(LowStockAlerted),
        ["sync.started"] = typeof(SyncStarted),
        ["sync.sent"] = typeof(SyncSent),
        ["sync.completed"] = typeof(SyncCompleted),
        ["sync.failed"] = typeof(SyncFailed),
        ["sync.conflict_detected"] = typeof(ConflictDetected),
        ["conflict.resolved"] = typeof(ConflictResolved),
        ["bundle.defined"] = typeof(BundleDefined),
        ["bundle.joined"] = typeof(BundleJoined),
        ["bundle.available_changed"] = typeof(BundleAvailableChanged),
        ["listing.linked"] = typeof(ListingLinked),
        ["listing.moved"] = typeof(ListingMoved),
        ["creator.settings_changed"] = typeof(CreatorSettingsChanged),
        ["order.created"] = typeof(OrderCreated),
        ["order.updated"] = typeof(OrderUpdated),
        ["order.shipped"] = typeof(OrderShipped),
        ["order.delivered"] = typeof(OrderDelivered),
        ["order.cancelled"] = typeof(OrderCancelled),
        ["order.reduced"] = typeof(OrderReduced),
        ["order.reservation_expired"] = typeof(OrderReservationExpired),
        ["order.reservation_renewed"] = typeof(OrderReservationRenewed),
        ["order.oversold"] = typeof(OrderOversold),
        ["session.started"] = typeof(SessionStarted),
        ["session.progressed"] = typeof(SessionProgressed),
        ["session.ended"] = typeof(SessionEnded),
    };
}

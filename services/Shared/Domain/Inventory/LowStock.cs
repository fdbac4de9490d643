using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>The low-stock alert: raised once when available falls below the threshold, armed again when it recovers.</summary>
internal static class LowStock
{
    public static IEnumerable<StockEvent> Alerts(StockState before, IReadOnlyList<StockEvent> events)
    {
        if (before.Settings.LowStockBelow == 0 && events[0] is not StockSettingsChanged) yield break;
        var after = events.Aggregate(before, Stock.Evolve);
        if (!after.LowStock && IsLow(after) && At(events) is { } at)
            yield return new LowStockAlerted { Available = after.Available, Threshold = after.Settings.LowStockBelow, OccurredAt = at };
    }

    public static StockState Rearm(StockState stock) => stock.LowStock && !IsLow(stock) ? stock with { LowStock = false } : stock;

    private static bool IsLow(StockState stock) => stock.Available < stock.Settings.LowStockBelow;

    private static DateTimeOffset? At(IReadOnlyList<StockEvent> events) => events[^1] switch
    {
        StockUpdated e => e.OccurredAt,
        StockReserved e => e.PlacedAt,
        StockReleased e => e.OccurredAt,
        StockDeducted e => e.OccurredAt,
        StockSettingsChanged e => e.OccurredAt,
        BundleAvailableChanged e => e.OccurredAt,
        ConflictDetected e => e.OccurredAt,
        ConflictResolved e => e.OccurredAt,
        _ => null,
    };
}

using CreatorFlow.Domain.Inventory;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary>How one SKU is handled. What is null is as the creator, or the channel, has it.</summary>
/// <param name="Sku">Whose.</param>
/// <param name="LowStockBelow">The alert's threshold in units; 0 for none.</param>
/// <param name="Buffers">Units held back by connection; the empty name stands for all others.</param>
/// <param name="Locations">In the order in which they serve.</param>
/// <param name="Strategy">How its conflicts are decided: <c>business_rules</c>, <c>last_write_wins</c>, <c>manual_review</c> or <c>merge</c>.</param>
/// <param name="Ranks">Sources, the strongest first.</param>
/// <param name="WindowSeconds">How close two updates are to be in conflict.</param>
/// <param name="Version">Of the SKU's stream: what <c>If-Match</c> takes.</param>
internal sealed record StockSettingsShown(string Sku, long LowStockBelow, IReadOnlyDictionary<string, long> Buffers, IReadOnlyList<string> Locations, string? Strategy, IReadOnlyList<string>? Ranks, int? WindowSeconds, long Version)
{
    public static StockSettingsShown Of(string sku, StockState stock, long version) => new(sku, stock.Settings.LowStockBelow, stock.Settings.Buffers, stock.Settings.Locations,
        stock.Settings.Conflicts.Sku.Strategy, stock.Settings.Conflicts.Sku.Ranks, stock.Settings.Conflicts.Sku.WindowSeconds, version);
}

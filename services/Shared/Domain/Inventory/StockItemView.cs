using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.ReadModels;

namespace CreatorFlow.Domain.Inventory;

/// <summary>The read model of one SKU: a pure function of its state.</summary>
internal static class StockItemView
{
    public const string Alias = "stockitem";
    public const string Topic = "inventory";

    public static StockItem Of(string sku, StockState stock, long version, DateTimeOffset updatedAt) => new()
    {
        Id = sku,
        Sku = sku,
        Title = stock.Title,
        Unlinked = stock.Unlinked,
        MovedTo = stock.MovedTo,
        Components = stock.IsBundle ? stock.Components : null,
        OnHand = stock.IsBundle ? stock.BundleAvailable : stock.OnHand,
        Reserved = stock.Reserved,
        Backordered = stock.Promised - stock.Reserved,
        Available = stock.IsBundle ? stock.BundleAvailable : stock.OnHand - stock.Reserved,
        LowStock = stock.LowStock,
        LowStockBelow = stock.Settings.LowStockBelow,
        Conflicts = [.. stock.Conflicts.Select(c => Conflict(sku, c))],
        Version = version,
        UpdatedAt = updatedAt,
        Locations = [.. stock.Places.Select(p => new StockLocation(p.Key, p.Value.OnHand, p.Value.Reserved, p.Value.OnHand - p.Value.Reserved))],
        Channels = [.. stock.Channels.OrderBy(c => c.ConnectionId, StringComparer.Ordinal).ThenBy(c => c.ListingId, StringComparer.Ordinal).Select(c => Channel(c, stock))],
    };

    private static StockConflict Conflict(string sku, ConflictDetected c) => new()
    {
        Id = c.ConflictId, Sku = sku, Kind = c.Kind, Location = c.Location, Base = c.Base, Candidates = c.Candidates, Winner = c.Winner,
        Reason = c.Reason, Status = c.Status, OccurredAt = c.OccurredAt,
    };

    private static StockChannel Channel(ChannelListing listing, StockState stock) => Channel(listing, stock, [.. StockPushes.Due(listing, stock)]);

    private static StockChannel Channel(ChannelListing listing, StockState stock, List<SyncTarget> due) => new()
    {
        ConnectionId = listing.ConnectionId,
        Platform = listing.Platform,
        ListingId = listing.ListingId,
        Reported = listing.Reports.IsEmpty ? null : listing.Reports.Values.Sum(r => r.Available),
        ReportedAt = listing.Reports.IsEmpty ? null : listing.Reports.Values.Max(r => r.At),
        Pushed = listing.Reports.Values.Any(r => r.Pushed is not null) ? listing.Reports.Values.Sum(r => r.Pushed ?? 0) : null,
        PushedAt = listing.Reports.Values.Max(r => r.PushedAt),
        InSync = listing.HeldByChannel || (!listing.Reports.IsEmpty && Shown(listing) == due.Sum(t => t.Quantity)),
        Buffer = stock.Settings.BufferOf(listing.ConnectionId),
        Shows = [.. due.Select(t => new ShownStock(t.ChannelLocation, t.Quantity, t.Expected))],
    };

    /// <summary>What the channel shows by now: its reports less its own sales since.</summary>
    private static long Shown(ChannelListing listing) => listing.Reports.Values.Sum(r => r.Shown);
}

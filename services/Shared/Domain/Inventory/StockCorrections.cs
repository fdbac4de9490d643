using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// A sale or cancellation that becomes known after its channel's report showed it: the report's entry is corrected as if it
/// had been known before, so that both orders of arrival end in the same entries.
/// </summary>
internal static class StockCorrections
{
    /// <summary>Units that a channel's reports of a location have counted though the sale explains them: positive for a sale, negative for a cancellation.</summary>
    public static long Counted(ChannelReport report, DateTimeOffset at, long quantity, StockState stock)
    {
        if (report.Telling(at) is not { Kind: ShowingKind.Counted } showing) return 0;
        if (stock.Place(report.Location).Entry(showing.Key!) is not { } entry) return 0;
        if (entry.Kind == EntryKind.Set) return quantity;
        if (Math.Sign(entry.Quantity) != -Math.Sign(quantity)) return 0;
        return Math.Abs(entry.Quantity) < Math.Abs(quantity) ? -entry.Quantity : quantity;
    }

    /// <summary>Adds units to the entry of the report that showed the sale; nothing when no report that counts has.</summary>
    public static IReadOnlyList<StockEvent> Correct(Sold sold, string location, long change, UpdateOrigin origin, StockState stock)
    {
        if (change == 0 || stock.SellerOf(sold.ConnectionId, sold.ListingId) is not { } listing || listing.Of(location) is not var (name, report)) return [];
        if (report.Telling(sold.At) is not { Kind: ShowingKind.Counted } showing) return [];
        location = report.Location;
        var place = stock.Place(location);
        var after = StockEvaluation.Of(place.Corrected(showing.Key!, showing.At, change), stock.Promises(location), stock.Settings.Conflicts);
        return
        [
            new StockUpdated
            {
                Location = location, Effect = "undone", Set = change, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand,
                ConnectionId = listing.ConnectionId, ListingId = listing.ListingId, ChannelLocation = name, OccurredAt = showing.At,
                UndoneForOrder = sold.OrderId, PlacedAt = sold.At, UndoneKey = showing.Key, UndoneAt = showing.At, Reason = sold.Reason, Source = origin.Source,
                Key = $"{sold.OrderId}/{sold.LineId}/{name}{(sold.Quantity < 0 ? "/cancelled" : "")}",
            },
            .. StockConflicts.Changes(stock, location, after),
        ];
    }
}

/// <summary>A line's sale, or with a negative quantity its cancellation.</summary>
internal sealed record Sold(string OrderId, string LineId, string ConnectionId, DateTimeOffset At, long Quantity, string? ListingId = null)
{
    public string Reason => Quantity > 0 ? "sale_reported_before_order" : "cancellation_reported_before_order";
}

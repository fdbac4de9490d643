using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Folds <c>inventory.stock_updated</c> into its place.</summary>
internal static class StockUpdates
{
    public static StockState Evolve(StockState stock, StockUpdated e) => e.Effect switch
    {
        "set" or "superseded" when e.Reported is null => Add(stock, e, EntryKind.Set, e.Set),
        "baseline" => Add(stock, e, EntryKind.Set, e.Set),
        "pushed" => Correct(stock, e, -e.Set),
        "undone" when e.UndoneKey is null => Add(stock, e, EntryKind.Difference, e.Delta), // as it was written before it named what it corrects
        "undone" => Correct(stock, e, e.Set),
        "difference" or "late" or "echo" or "confirmed" when e.Reported is not null => Add(stock, e, EntryKind.Report, e.Set),
        "difference" or StockFollowing.Effect => Add(stock, e, EntryKind.Difference, e.Set),
        _ => stock.At(e.Location, place => place with { OnHand = e.OnHand }),
    };

    /// <summary>A report's difference without what has explained it since.</summary>
    private static StockState Correct(StockState stock, StockUpdated e, long change) =>
        stock.At(e.Location, place => place.Corrected(e.UndoneKey!, e.UndoneAt!.Value, change) with { OnHand = e.OnHand });

    private static StockState Add(StockState stock, StockUpdated e, EntryKind kind, long quantity)
    {
        var channel = kind == EntryKind.Report ? StockReports.ChannelName(e.ConnectionId!, e.ListingId!, e.ChannelLocation!) : null;
        var entry = new StockEntry { Key = e.Key ?? "", Source = e.Source ?? "", Connection = e.SaidBy ?? (e.Reported is null ? null : e.ConnectionId), At = e.OccurredAt, Kind = kind, Quantity = quantity, Channel = channel, Expected = e.Expected ?? 0, SeenAt = e.SeenAt };
        var next = e.Effect == "late" ? stock.Channel(e.ConnectionId!, e.ListingId!)?.Reports.GetValueOrDefault(e.ChannelLocation!)?.After(e.OccurredAt, e.Key) : null;
        return stock.At(e.Location, place => (next is { Kind: ShowingKind.Counted } ? place.Corrected(next.Key!, next.At, -quantity) : place).Add(entry, e.OnHand));
    }
}

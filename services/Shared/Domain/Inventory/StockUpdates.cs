using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Folds <c>inventory.stock_updated</c> into its place.</summary>
internal static class StockUpdates
{
    public static StockState Evolve(StockState stock, StockUpdated e) => e.Effect switch
    {
        "set" or "superseded" when e.Reported is null => Add(stock, e, EntryKind.Set, e.Set),
        "baseline" => Add(stock, e, EntryKind.Set, e.Set),
        "pushed" => Correct(stock, e),
        "difference" or "late" or "echo" or "confirmed" when e.Reported is not null => Add(stock, e, EntryKind.Report, e.Set),
        "difference" => Add(stock, e, EntryKind.Difference, e.Set),
        "undone" => Add(stock, e, EntryKind.Difference, e.Delta),
        _ => stock.At(e.Location, place => place with { OnHand = e.OnHand }),
    };

    /// <summary>A report's difference without the part that was our own push.</summary>
    private static StockState Correct(StockState stock, StockUpdated e) => stock.At(e.Location, place =>
        place.Next(StockReports.ChannelName(e.ConnectionId!, e.ListingId!, e.ChannelLocation!), e.OccurredAt) is { } next
            ? place.Replace(next, StockPushes.Without(next, e.Set)) with { OnHand = e.OnHand }
            : place with { OnHand = e.OnHand });

    private static StockState Add(StockState stock, StockUpdated e, EntryKind kind, long quantity) => stock.At(e.Location, place =>
    {
        var report = kind == EntryKind.Report ? StockReports.ChannelName(e.ConnectionId!, e.ListingId!, e.ChannelLocation!) : null;
        var entry = new StockEntry { Key = e.Key ?? "", Source = e.Source ?? "", Connection = e.SaidBy ?? (e.Reported is null ? null : e.ConnectionId), At = e.OccurredAt, Kind = kind, Quantity = quantity, Channel = report, Expected = e.Expected ?? 0 };
        if (e.Effect == "late" && place.Entries.Find(n => n.Channel == report && StockEntry.Compare(n, entry) > 0) is { } next)
            place = place.Replace(next, next with { Quantity = next.Quantity - quantity, Expected = next.Expected + quantity });
        return place.Add(entry, e.OnHand);
    });
}

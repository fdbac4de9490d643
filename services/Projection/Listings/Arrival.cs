using CreatorFlow.Domain.Inventory;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Projection.Listings;

/// <summary>A listing comes to a SKU of the creator: what happened to it elsewhere happens here, in its order.</summary>
internal sealed class Arrival(Ledger ledger, string sku, ChannelListing moved)
{
    private ChannelListing Here => ledger.Stock(sku).Channel(moved.ConnectionId, moved.ListingId)!;

    /// <param name="reservations">Those that came along.</param>
    public void Take(IReadOnlyList<Reservation> reservations)
    {
        var shown = reservations.Where(IsShown).ToList();
        var since = reservations.Except(shown).ToList();
        shown.ForEach(Reserve);
        foreach (var (name, report) in moved.Reports) Report(name, report);
        since.ForEach(Reserve);
        foreach (var (name, report) in moved.Reports) Settle(name, report, since);
    }

    /// <summary>Whether a report of the channel was made after the sale; then it has to be expected by that report.</summary>
    private bool IsShown(Reservation r) => moved.Reports.Values.Any(report => report.Location == r.Location && r.PlacedAt <= report.At);

    private void Reserve(Reservation r) => ledger.Book(sku, new TakeReservation(r, PlaceOf(r.Location)));

    private string PlaceOf(string location)
    {
        var stock = ledger.Stock(sku);
        var known = moved.Reports.Where(p => p.Value.Location == location).Select(p => Here.Reports.GetValueOrDefault(p.Key)?.Location).FirstOrDefault(l => l is not null);
        return known ?? (stock.Places.IsEmpty || stock.Places.ContainsKey(location) ? location : stock.Resolve(null));
    }

    /// <summary>What this SKU remembers of the channel stands, unless the channel has said something since.</summary>
    private void Report(string name, ChannelReport report)
    {
        var known = Here.Reports.GetValueOrDefault(name);
        if (known is null || (!report.Moved && report.At > known.At))
            ledger.Book(sku, new ReportStock(moved.ConnectionId, moved.ListingId, name.Length == 0 ? null : name, report.Available, report.At));
    }

    /// <summary>Sales that no report shows yet and no reservation stands for: sold and gone elsewhere, so they leave here as well.</summary>
    private void Settle(string name, ChannelReport report, List<Reservation> reserved)
    {
        var gone = report.Awaited.Sum(s => s.Delta) + reserved.Where(r => r.Location == report.Location).Sum(r => r.Quantity);
        if (gone == 0 || Here.Reports.GetValueOrDefault(name) is not { } known) return;
        var at = known.ShownAt > report.ShownAt ? known.ShownAt : report.ShownAt;
        if (!ledger.Stock(sku).IsBundle) ledger.Book(sku, new ChangeStock(known.Location, gone, StockMoves.Reason, report.ShownAt));
        ledger.Book(sku, new TakeReport(moved.ConnectionId, moved.ListingId, name, known.Location, known.Shown + gone, at));
    }
}

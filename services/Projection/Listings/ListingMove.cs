using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Projection.Listings;

/// <summary>
/// A listing goes from one SKU to another with what its channel showed. Under its own SKU stand its goods and orders
/// alone, so they go along; a SKU of the creator keeps its goods and orders, and remembers what the listing had shown
/// in case it comes back (ADR 0011).
/// </summary>
internal static class ListingMove
{
    public static void Link(Ledger ledger, string sku, ListingLinked listing)
    {
        ledger.Book(sku, new LinkListing(listing));
        foreach (var id in listing.Aliases.Prepend(listing.ListingId)) ledger.Link(listing.ConnectionId, id, sku);
        ledger.Describe(listing.ConnectionId, listing.ListingId, known => (known ?? new() { Platform = listing.Platform, Sku = sku }) with
        {
            Sku = sku, IsLinked = !listing.Unlinked, Aliases = [.. (known?.Aliases ?? []).Union(listing.Aliases, StringComparer.Ordinal)], Title = listing.Title ?? known?.Title,
        });
    }

    public static void Relink(Ledger ledger, string? from, string to, DateTimeOffset at, ListingLinked listing)
    {
        var moved = from is null || from == to ? null : ledger.Stock(from).Channel(listing.ConnectionId, listing.ListingId);
        if (moved is null)
        {
            Link(ledger, to, listing);
            return;
        }
        ledger.Book(from!, new MoveListing(listing.ConnectionId, listing.ListingId, to));
        var reservations = ledger.Stock(from!).MovedTo is null ? [] : Empty(ledger, from!, to, at);
        Link(ledger, to, listing with { Aliases = [.. moved.Aliases.Union(listing.Aliases, StringComparer.Ordinal)], Title = listing.Title ?? moved.Title });
        if (listing.Unlinked) StandAlone(ledger, to, moved, at);
        else new Arrival(ledger, to, moved).Take(reservations);
    }

    /// <summary>Nothing free stays under a listing's own SKU, or the same goods would be counted twice. A bundle holds no reservations: they stay then.</summary>
    private static IReadOnlyList<Reservation> Empty(Ledger ledger, string from, string to, DateTimeOffset at)
    {
        var leaving = ledger.Stock(to).IsBundle ? [] : ledger.Stock(from).Reservations;
        foreach (var reservation in leaving) ledger.Book(from, new ForwardReservation(reservation, to, at));
        foreach (var (location, place) in ledger.Stock(from).Places.Where(p => p.Value.Available > 0))
            Change(ledger, from, location, -place.Available, at);
        return leaving;
    }

    /// <summary>Under its own SKU a listing has what its channel should show by now, no more and no less.</summary>
    private static void StandAlone(Ledger ledger, string own, ChannelListing moved, DateTimeOffset at)
    {
        foreach (var (name, report) in moved.Reports)
            ledger.Book(own, new TakeReport(moved.ConnectionId, moved.ListingId, name, report.Location, report.Shown, report.ShownAt));
        foreach (var place in moved.Reports.Values.GroupBy(r => r.Location, StringComparer.Ordinal))
            Change(ledger, own, place.Key, place.Sum(r => r.Shown) - ledger.Stock(own).Place(place.Key).Available, at);
    }

    private static void Change(Ledger ledger, string sku, string location, long delta, DateTimeOffset at)
    {
        var counted = ledger.Stock(sku).Place(location).SetAt;
        if (delta != 0 && !ledger.Stock(sku).IsBundle) ledger.Book(sku, new ChangeStock(location, delta, StockMoves.Reason, at > counted ? at : counted ?? at));
    }
}

using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Projection.Books;
using CreatorFlow.Domain.Inventory;

namespace CreatorFlow.Projection.Listings;

/// <summary>Which SKU a listing shows. Events never wait for a link: an unlinked listing lives under a SKU of its own.</summary>
internal static class ListingProcess
{
    /// <summary>The SKU of a listing that nobody linked; Amazon's listing id is the seller's SKU itself.</summary>
    public static string OwnSku(string platform, string listingId) =>
        platform == Contracts.Platforms.Amazon ? listingId : $"{platform}:{listingId}";

    /// <summary>A linked listing decides, then the seller's SKU on the line, then the listing's own SKU; null when the line names neither.</summary>
    public static string? SkuOfLine(Ledger ledger, Delivery d, string? sku, string? listingId)
    {
        var linked = listingId is null ? null : ledger.SkuOf(d.ConnectionId, listingId);
        if (linked is not null && linked != OwnSku(d.Platform, listingId!)) return linked;
        return sku ?? linked ?? (listingId is null ? null : OwnSku(d.Platform, listingId));
    }

    public static void Report(Ledger ledger, Delivery d, StockReported e)
    {
        var sku = ledger.SkuOf(d.ConnectionId, e.ListingId);
        if (sku is null)
        {
            sku = OwnSku(d.Platform, e.ListingId);
            Link(ledger, sku, new() { Platform = d.Platform, ConnectionId = d.ConnectionId, ListingId = e.ListingId, Unlinked = true });
        }
        ledger.Book(sku, new ReportStock(d.ConnectionId, e.ListingId, e.Location, e.Available, e.OccurredAt));
    }

    /// <summary>A product event that carries the seller's SKU links by itself; a link that somebody made stays.</summary>
    public static void See(Ledger ledger, Delivery d, ListingSeen e)
    {
        var known = ledger.SkuOf(d.ConnectionId, e.ListingId);
        var own = OwnSku(d.Platform, e.ListingId);
        var sku = known is null || known == own ? e.Sku ?? own : known;
        Relink(ledger, known, sku, e.OccurredAt, new()
        {
            Platform = d.Platform, ConnectionId = d.ConnectionId, ListingId = e.ListingId, Aliases = e.Aliases, Title = e.Title,
            Unlinked = sku == own && e.Sku is null,
        });
    }

    public static void Assign(Ledger ledger, ListingAssigned e) => Relink(ledger, ledger.SkuOf(e.ConnectionId, e.ListingId), e.Sku, e.OccurredAt, new()
    {
        Platform = e.Platform, ConnectionId = e.ConnectionId, ListingId = e.ListingId,
    });

    private static void Link(Ledger ledger, string sku, ListingLinked listing)
    {
        ledger.Book(sku, new LinkListing(listing));
        foreach (var id in listing.Aliases.Prepend(listing.ListingId)) ledger.Link(listing.ConnectionId, id, sku);
    }

    /// <summary>
    /// Links, and when the listing showed another SKU before, takes its last reports along as the channel's reports of the
    /// new one. What stood free under a listing's own SKU leaves it, or the same goods would be counted twice.
    /// </summary>
    private static void Relink(Ledger ledger, string? from, string to, DateTimeOffset at, ListingLinked listing)
    {
        var moved = from is null || from == to ? null : ledger.Stock(from).Channel(listing.ConnectionId, listing.ListingId);
        if (moved is not null)
        {
            ledger.Book(from!, new MoveListing(listing.ConnectionId, listing.ListingId, to));
            if (ledger.Stock(from!) is { MovedTo: not null } emptied)
                foreach (var (location, place) in emptied.Places.Where(p => p.Value.Available > 0))
                    ledger.Book(from!, new ChangeStock(location, -place.Available, "listing_moved", at > place.SetAt ? at : place.SetAt ?? at));
        }
        Link(ledger, to, moved is null ? listing : listing with { Aliases = [.. moved.Aliases.Union(listing.Aliases, StringComparer.Ordinal)], Title = listing.Title ?? moved.Title });
        foreach (var (location, report) in (IEnumerable<KeyValuePair<string, ChannelReport>>?)moved?.Reports ?? [])
            ledger.Book(to, new ReportStock(listing.ConnectionId, listing.ListingId, location.Length == 0 ? null : location, report.Available, report.At));
    }
}

using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Projection.Books;
using CreatorFlow.Domain;
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
            ListingMove.Link(ledger, sku, new() { Platform = d.Platform, ConnectionId = d.ConnectionId, ListingId = e.ListingId, Unlinked = IsUnlinked(d.Platform, e.ListingId, sku) });
        }
        ledger.Book(sku, new ReportStock(d.ConnectionId, e.ListingId, e.Location, e.Available, e.OccurredAt, e.Asked));
    }

    /// <summary>A product event that carries the seller's SKU links by itself; a link, or its end, that somebody decided stays.</summary>
    public static void See(Ledger ledger, Delivery d, ListingSeen e)
    {
        var known = ledger.SkuOf(d.ConnectionId, e.ListingId);
        var own = OwnSku(d.Platform, e.ListingId);
        var free = known is null || (known == own && ledger.Stock(own).Channel(d.ConnectionId, e.ListingId) is not { Decided: true });
        var sku = free ? e.Sku ?? own : known!;
        ListingMove.Relink(ledger, known, sku, e.OccurredAt, new()
        {
            Platform = d.Platform, ConnectionId = d.ConnectionId, ListingId = e.ListingId, Aliases = e.Aliases, Title = e.Title,
            Unlinked = sku != e.Sku && IsUnlinked(d.Platform, e.ListingId, sku),
        });
        ledger.Describe(d.ConnectionId, e.ListingId, known => known! with { SellerSku = e.Sku, Barcode = e.Barcode, Title = e.Title, SeenAt = e.OccurredAt });
    }

    /// <exception cref="RefusedException">A person named a listing that nobody has seen, or a SKU that only stands for a listing.</exception>
    public static void Assign(Ledger ledger, Delivery d, ListingAssigned e)
    {
        var known = ledger.SkuOf(e.ConnectionId, e.ListingId);
        var listing = known is null ? null : ledger.Stock(known).Channels.Find(c => c.GoesBy(e.ConnectionId, e.ListingId));
        var id = listing?.ListingId ?? e.ListingId;
        var byPerson = d.Platform == Contracts.Platforms.Manual;
        if (byPerson && listing is null) throw new RefusedException("listing.unknown");
        if (byPerson && e.Sku != OwnSku(e.Platform, id) && ledger.Stock(e.Sku) is { Unlinked: true } or { MovedTo: not null }) throw new RefusedException("sku.is_a_listing");
        ListingMove.Relink(ledger, known, e.Sku, e.OccurredAt, new()
        {
            Platform = e.Platform, ConnectionId = e.ConnectionId, ListingId = id, Unlinked = IsUnlinked(e.Platform, id, e.Sku), Decided = true,
        });
    }

    /// <summary>Back under its own SKU, and no product event links it again.</summary>
    public static void Release(Ledger ledger, ListingReleased e)
    {
        var known = ledger.SkuOf(e.ConnectionId, e.ListingId);
        if (known is null || ledger.Stock(known).Channel(e.ConnectionId, e.ListingId) is null) throw new RefusedException("listing.unknown");
        var own = OwnSku(e.Platform, e.ListingId);
        ListingMove.Relink(ledger, known, own, e.OccurredAt, new()
        {
            Platform = e.Platform, ConnectionId = e.ConnectionId, ListingId = e.ListingId, Unlinked = IsUnlinked(e.Platform, e.ListingId, own), Decided = true,
        });
    }

    /// <summary>The SKU that holds an order's reservations made under another: they move with their listing.</summary>
    public static string HolderOf(Ledger ledger, string sku, string orderId)
    {
        while (ledger.Stock(sku).Forwarded.TryGetValue(orderId, out var holder)) sku = holder;
        return sku;
    }

    /// <summary>An Amazon listing's own SKU is a SKU of the seller like any other.</summary>
    private static bool IsUnlinked(string platform, string listingId, string sku) =>
        platform != Contracts.Platforms.Amazon && sku == OwnSku(platform, listingId);
}

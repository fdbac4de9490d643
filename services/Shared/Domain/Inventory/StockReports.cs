using System.Collections.Immutable;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Inventory;

/// <summary>A channel's reports: a first one counts, a later one is compared with what was expected and the rest merges as a difference.</summary>
internal static class StockReports
{
    public static IReadOnlyList<StockEvent> Decide(ReportStock c, StockState stock) => Decide(c, stock, isFollowed: false);

    private static IReadOnlyList<StockEvent> Decide(ReportStock c, StockState stock, bool isFollowed)
    {
        var listing = stock.Channel(c.ConnectionId, c.ListingId);
        var known = listing?.Reports.GetValueOrDefault(c.Location ?? "");
        var location = known?.Location ?? PlaceOf(c, stock);
        var place = stock.Place(location);
        if (c.Available is not { } available) return [Seen(c, location, place, "untracked")];
        if (stock.IsBundle) return [Seen(c, location, place, "mismatch")];
        var next = known?.After(c.OccurredAt, c.Origin.Key);
        var reported = new Showing(c.OccurredAt, c.Origin.Key, available, ShowingKind.Noted);
        if (!c.Asked && Echo(c, location, reported, listing, next, stock) is { Count: > 0 } echo) return echo;
        if (known is null) return First(c, available, location, stock);
        if (known.Before(c.OccurredAt, c.Origin.Key) is not { } before || (next is not null && place.FoldedUntil > c.OccurredAt))
            return [Seen(c, location, place, "superseded")];
        var expected = known.Expected(before, c.OccurredAt);
        if (available != expected && !isFollowed && StockFollowing.Before(c, reported, before, stock) is { Count: > 0 } followed)
            return [.. followed, .. Decide(c, followed.Aggregate(stock, Stock.Evolve), isFollowed: true)];
        if (available == expected) return [Seen(c, location, place, "echo") with { Expected = expected }];
        return next is null
            ? Unexpected(c, location, place, stock, "difference", available - expected, expected, place)
            : Unexpected(c, location, Split(place, next, available - expected), stock, "late", available - expected, expected, place);
    }

    /// <summary>
    /// Nothing when it is not our own push that has come back. A report from after the push that was booked before it was known
    /// was compared with what was there before the push.
    /// </summary>
    private static IReadOnlyList<StockEvent> Echo(ReportStock c, string location, Showing reported, ChannelListing? listing, Showing? next, StockState stock)
    {
        var (name, known) = (c.Location ?? "", listing?.Reports.GetValueOrDefault(c.Location ?? ""));
        var told = known?.Told(reported.Available, reported.At) is not null;
        // What was to be expected without the push need not be its echo, which may still come.
        var surprises = known?.Before(reported.At, reported.Key) is not { } before || known.Expected(before, reported.At) != reported.Available;
        if (!told && !StockPushes.IsEcho(listing, name, reported, isLatest: next is null && surprises)) return [];
        if (known?.Repeats(reported.Available, reported.At) == true) return [];
        var corrections = told ? [] : StockPushes.Corrections(reported, c.Origin, listing!, name, stock).ToList();
        return [.. corrections, Seen(c, location, corrections.Aggregate(stock, Stock.Evolve).Place(location), "confirmed") with { Expected = reported.Available }];
    }

    /// <summary>What one channel's location is called within a place's entries.</summary>
    public static string ChannelName(string connectionId, string listingId, string location) => $"{connectionId}/{listingId}/{location}";

    /// <summary>
    /// A report older than the last one of its channel says when part of a later change had happened: the later report's
    /// difference is split in two, the sum stays; but what the channel was told in between stands.
    /// </summary>
    private static StockPlace Split(StockPlace place, Showing next, long change)
    {
        if (next.Kind != ShowingKind.Counted) return place;
        var split = place.Corrected(next.Key!, next.At, -change);
        return place.Entry(next.Key!) is { Remains: null } ? split with { OnHand = place.OnHand - change } : split;
    }

    private static IReadOnlyList<StockEvent> Unexpected(ReportStock c, string location, StockPlace place, StockState stock, string effect, long change, long expected, StockPlace now)
    {
        var after = place.With(Stock.Entry(c, EntryKind.Report, change, c.OccurredAt), stock.Promises(location), stock.Settings.Conflicts);
        return
        [
            Seen(c, location, now, effect) with { Expected = expected, Set = change, Delta = after.OnHand - now.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, location, after),
        ];
    }

    /// <summary>Folds a report into what the channel is expected to show.</summary>
    public static StockState Remember(StockState stock, StockUpdated e)
    {
        if (e.ConnectionId is null || stock.Channel(e.ConnectionId, e.ListingId!) is not { } listing) return stock;
        // The seller's own stock stands at no location; what the channel holds stands at its own.
        if (listing.HeldByChannel && e is { ChannelLocation: "", Reported: not null }) stock = stock.Replace(listing = listing with { HeldByChannel = false });
        var known = listing.Reports.GetValueOrDefault(e.ChannelLocation!);
        if (e.Effect == "confirmed" && known?.Told(e.Reported!.Value, e.OccurredAt) is not null) return stock;
        if (e.Effect == "confirmed") return Remember(StockPushes.Confirm(stock, e), e with { Effect = "mismatch" });
        if (e.Effect == StockFollowing.Effect) return StockFollowing.Remember(stock, listing, e);
        ShowingKind? kind = e.Effect switch
        {
            "baseline" or "echo" or "difference" or "late" => ShowingKind.Counted,
            "mismatch" => ShowingKind.Noted,
            "moved" => ShowingKind.Moved,
            _ => null,
        };
        if (kind is null) return stock;
        var report = known ?? new ChannelReport { Location = e.Location, Sales = kind == ShowingKind.Moved ? [] : SoldSince(stock, e) };
        return stock.Replace(listing with { Reports = listing.Reports.SetItem(e.ChannelLocation!, report.Shows(new(e.OccurredAt, e.Key, e.Reported!.Value, kind.Value))) });
    }

    /// <summary>The channel's own sales that were known before its first report and happened after it.</summary>
    private static ImmutableList<Movement> SoldSince(StockState stock, StockUpdated first) =>
        [.. stock.Reservations.Where(r => r.ConnectionId == first.ConnectionId && (r.ListingId is null || stock.SellerOf(r.ConnectionId, r.ListingId) is not { } other || other.Is(first.ConnectionId, first.ListingId!)) && r.Location == first.Location && r.PlacedAt > first.OccurredAt).Select(r => new Movement(r.PlacedAt, -r.Quantity) { Line = $"{r.OrderId}/{r.LineId}" })];

    /// <summary>
    /// Where a channel's location is unknown: goods that another source counted at the only place are the same goods,
    /// so it is that place; a further location of the channel itself is a place of its own.
    /// </summary>
    private static string PlaceOf(ReportStock c, StockState stock)
    {
        var own = stock.Channel(c.ConnectionId, c.ListingId) is { Reports.IsEmpty: false };
        if (stock.NeverCounted || own || (c.Location is not null && stock.Places.ContainsKey(c.Location))) return c.Location ?? Stock.DefaultLocation;
        return stock.Places.Keys.First();
    }

    /// <summary>A first report counts as a set, unless a later count stands there or the SKU's several places were counted by others.</summary>
    private static IReadOnlyList<StockEvent> First(ReportStock c, long available, string location, StockState stock)
    {
        var place = stock.Place(location);
        var foreign = stock.Places.Count > 1 && c.Location != location;
        if (foreign || c.OccurredAt < place.SetAt) return [Seen(c, location, place, "mismatch")];
        var reserved = stock.Reservations.Where(r => r.Location == location && r.PlacedAt <= c.OccurredAt).Sum(r => r.Quantity);
        var after = place.With(Stock.Entry(c, EntryKind.Set, available + reserved, c.OccurredAt), stock.Promises(location), stock.Settings.Conflicts);
        return
        [
            Seen(c, location, place, "baseline") with { Set = available + reserved, Delta = after.OnHand - place.OnHand, OnHand = after.OnHand },
            .. StockConflicts.Changes(stock, location, after),
        ];
    }

    private static StockUpdated Seen(ReportStock c, string location, StockPlace place, string effect) => new()
    {
        Location = location, Effect = effect, OnHand = place.OnHand, Reported = c.Available, ConnectionId = c.ConnectionId,
        ListingId = c.ListingId, ChannelLocation = c.Location ?? "", OccurredAt = c.OccurredAt,
        Source = c.Origin.Source, Key = c.Origin.Key,
    };
}

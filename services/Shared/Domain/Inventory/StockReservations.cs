using System.Collections.Immutable;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Orders and stock: a line is reserved once, released once, deducted as it ships.</summary>
internal static class StockReservations
{
    /// <summary>As many shipped promises are kept at most, the latest ones.</summary>
    private const int MostShipped = 128;

    /// <summary>
    /// Promises the whole quantity, there or not, so that what arrives later goes to who bought first (ADR 0016); first gives back
    /// what the channel's own report had counted already.
    /// </summary>
    public static IReadOnlyList<StockEvent> Reserve(ReserveStock c, StockState stock) => Reserve(c, stock, isHeld: true);

    /// <summary>Sold and free again: what is left is what its channel was to show meanwhile, if it shows anything.</summary>
    public static IReadOnlyList<StockEvent> Pass(PassStock c, StockState stock)
    {
        if (stock.SellerOf(c.Sale.ConnectionId, c.Sale.ListingId) is null && !stock.Left.Exists(l => l.ConnectionId == c.Sale.ConnectionId)) return [];
        var sold = Reserve(c.Sale with { Origin = c.Origin }, stock, isHeld: false);
        return [.. sold, .. Release(new ReleaseStock(c.Sale.OrderId, c.Reason, c.EndedAt) { Origin = c.Origin }, sold.Aggregate(stock, Stock.Evolve))];
    }

    private static IReadOnlyList<StockEvent> Reserve(ReserveStock c, StockState stock, bool isHeld)
    {
        if (stock.Reservations.Exists(r => r.OrderId == c.OrderId && r.LineId == c.LineId)) return [];
        if (StockLapses.IsOne(c.OrderId, c.LineId, c.PlacedAt, stock)) return Take(c, [], stock);
        var undone = Undo(c, stock);
        var told = undone.OfType<StockUpdated>().ToDictionary(u => u.Location, u => u.Set, StringComparer.Ordinal);
        stock = undone.Aggregate(stock, Stock.Evolve);
        var restored = isHeld ? Restore(c, stock) : [];
        stock = restored.Aggregate(stock, Stock.Evolve);
        var taken = Take(c, told, stock);
        foreach (var reserved in taken) told[reserved.Location] = told.GetValueOrDefault(reserved.Location) - reserved.Quantity;
        stock = taken.Aggregate(stock, Stock.Evolve);
        var corrected = new List<StockEvent>();
        foreach (var (location, rest) in told)
        {
            var corrections = StockCorrections.Correct(SoldOf(c), location, -rest, c.Origin, stock);
            stock = corrections.Aggregate(stock, Stock.Evolve);
            corrected.AddRange(corrections);
        }
        return [.. undone, .. restored, .. taken, .. corrected, .. taken.SelectMany(t => Reconsidered(stock, SaleOf(c, t.Location)))];
    }

    /// <summary>Where the channel has said that it sold first, then where there is enough. What is nowhere is owed by the first of them; what nobody ever counted, by none.</summary>
    private static List<StockReserved> Take(ReserveStock c, Dictionary<string, long> told, StockState stock)
    {
        var taken = new List<StockReserved>();
        var owed = stock.NeverCounted ? 0 : Math.Max(0, c.Quantity - stock.Places.Values.Sum(p => Math.Max(0, p.Available)));
        var left = c.Quantity - owed;
        foreach (var (location, place) in stock.Places.OrderByDescending(p => told.ContainsKey(p.Key)).ThenBy(p => stock.Settings.PriorityOf(p.Key)).ThenByDescending(p => p.Value.Available >= c.Quantity))
        {
            var there = Math.Clamp(place.Available, 0, left);
            left -= there;
            if (there + owed > 0)
                taken.Add(new() { OrderId = c.OrderId, LineId = c.LineId, Location = location, Quantity = there + owed, ConnectionId = c.ConnectionId, ListingId = c.ListingId, PlacedAt = c.PlacedAt });
            owed = 0;
        }
        return taken;
    }

    /// <summary>Rule 2 of conflicts: a set made at the same time that would not leave enough gives way, and what it took is there again, wherever that is.</summary>
    private static List<StockEvent> Restore(ReserveStock c, StockState stock)
    {
        var restored = new List<StockEvent>();
        foreach (var (location, place) in stock.Places)
        {
            var sale = SaleOf(c, location);
            if (!IsBeforeSet(stock, location, sale)) continue;
            var after = StockEvaluation.Of(place, new(stock, location, sale), stock.Settings.Conflicts);
            if (after.OnHand > place.OnHand) restored.AddRange(Changed(stock, sale, after));
        }
        return restored;
    }

    /// <summary>Sets that were made at the time of a sale decided again, for what is promised there has changed.</summary>
    private static IEnumerable<StockEvent> Reconsidered(StockState stock, Reservation sale) => IsBeforeSet(stock, sale.Location, sale)
        ? Changed(stock, sale, StockEvaluation.Of(stock.Place(sale.Location), stock.Promises(sale.Location), stock.Settings.Conflicts))
        : [];

    private static IEnumerable<StockEvent> Changed(StockState stock, Reservation because, StockOutcome after)
    {
        var delta = after.OnHand - stock.Place(because.Location).OnHand;
        var claim = because.Claim();
        if (delta != 0) yield return new StockUpdated
        {
            Location = because.Location, Effect = "restored", Delta = delta, OnHand = after.OnHand, OccurredAt = claim.At,
            Reason = ConflictRules.ReservationPrecedence, Source = claim.Source, Key = claim.Key,
        };
        foreach (var conflict in StockConflicts.Changes(stock, because.Location, after)) yield return conflict;
    }

    /// <summary>Whether a set there was decided, or would have been, with regard to a sale of this moment.</summary>
    private static bool IsBeforeSet(StockState stock, string location, Reservation sale) =>
        stock.Place(location).SetAt is { } last && sale.PlacedAt - last <= stock.Settings.Conflicts.Window;

    /// <summary>Releases what is reserved; first takes back what the channel's own report had counted already.</summary>
    public static IReadOnlyList<StockEvent> Release(ReleaseStock c, StockState stock)
    {
        var events = c.Reason == StockLapses.Reason ? [] : StockLapses.Restore(c.OrderId, stock).ToList();
        stock = events.Aggregate(stock, Stock.Evolve);
        foreach (var r in stock.Reservations.Where(r => r.OrderId == c.OrderId))
        {
            if (c.Reason != StockLapses.Reason)
            {
                var undone = StockCorrections.Correct(new(r.OrderId, r.LineId, r.ConnectionId, c.OccurredAt, -r.Quantity, r.ListingId), r.Location, -r.Quantity, c.Origin, stock);
                stock = undone.Aggregate(stock, Stock.Evolve);
                events.AddRange(undone);
            }
            var released = new StockReleased
            {
                OrderId = r.OrderId, LineId = r.LineId, Location = r.Location, Quantity = r.Quantity, ConnectionId = r.ConnectionId, ListingId = r.ListingId,
                Reason = c.Reason, OccurredAt = c.OccurredAt,
            };
            stock = Stock.Evolve(stock, released);
            var reconsidered = Reconsidered(stock, r).ToList();
            stock = reconsidered.Aggregate(stock, Stock.Evolve);
            events.AddRange([released, .. reconsidered]);
        }
        return events;
    }

    public static IReadOnlyList<StockEvent> Deduct(DeductStock c, StockState stock)
    {
        var events = new List<StockEvent>();
        var left = c.Quantity;
        foreach (var r in stock.Reservations.Where(r => r.OrderId == c.OrderId && r.LineId == c.LineId))
        {
            var taken = Math.Min(left, r.Quantity);
            if (taken <= 0) break;
            left -= taken;
            events.Add(Deducted(c, r.Location, taken, stock));
        }
        if (c.Unpromised > 0 && !stock.NeverCounted) events.Add(Deducted(c, stock.Places.MaxBy(p => p.Value.Available).Key, c.Unpromised, stock));
        return events;
    }

    private static StockDeducted Deducted(DeductStock c, string location, long quantity, StockState stock)
    {
        var place = stock.Place(location);
        var deducted = new StockDeducted { OrderId = c.OrderId, LineId = c.LineId, ShipmentId = c.ShipmentId, Location = location, Quantity = quantity, OnHandDelta = 0, OccurredAt = c.OccurredAt };
        return deducted with { OnHandDelta = place.With(Entry(deducted), stock.Promises(location), stock.Settings.Conflicts).OnHand - place.OnHand };
    }

    public static StockState Evolve(StockState stock, StockReserved e)
    {
        stock = stock.At(e.Location, p => p with { Promised = p.Promised + e.Quantity });
        stock = stock with
        {
            Reservations = Add(stock.Reservations, new(e.OrderId, e.LineId, e.Location, e.Quantity, e.ConnectionId, e.PlacedAt, e.ListingId)),
            Forwarded = stock.Forwarded.Remove(e.OrderId),
        };
        if (StockLapses.IsOne(e.OrderId, e.LineId, e.PlacedAt, stock)) return StockLapses.Renew(stock, e);
        return SoldBy(stock, e.ConnectionId, e.ListingId, e.Location, new(e.PlacedAt, -e.Quantity) { Line = $"{e.OrderId}/{e.LineId}" });
    }

    private static ImmutableList<Reservation> Add(ImmutableList<Reservation> reservations, Reservation more) =>
        reservations.Find(r => r.IsOf(more)) is { } held
            ? reservations.Replace(held, held with { Quantity = held.Quantity + more.Quantity })
            : reservations.Add(more);

    public static StockState Evolve(StockState stock, StockReleased e)
    {
        stock = Reduce(stock, e.OrderId, e.LineId, e.Location, e.Quantity);
        if (e.ToSku is not null) return stock with { Forwarded = stock.Forwarded.SetItem(e.OrderId, e.ToSku) };
        if (e.Reason == StockLapses.Reason) return StockLapses.Lapse(stock, e);
        return SoldBy(stock, e.ConnectionId, e.ListingId, e.Location, new(e.OccurredAt, e.Quantity) { Line = $"{e.OrderId}/{e.LineId}" });
    }

    public static StockState Evolve(StockState stock, StockDeducted e)
    {
        var of = stock.Reservations.Find(r => r.OrderId == e.OrderId && r.LineId == e.LineId && r.Location == e.Location);
        if (of is not null && IsBeforeSet(stock, e.Location, of))
            stock = stock with { Shipped = [.. stock.Shipped.TakeLast(MostShipped - 1).Where(s => s.At >= e.OccurredAt - Stock.Horizon), new(of with { Quantity = e.Quantity }, e.OccurredAt)] };
        stock = Reduce(stock, e.OrderId, e.LineId, e.Location, e.Quantity);
        return stock.At(e.Location, p => p.Add(Entry(e), p.OnHand + e.OnHandDelta));
    }

    private static StockEntry Entry(StockDeducted e) => new()
    {
        Key = $"{e.OrderId}/{e.LineId}/{e.ShipmentId}/{e.Location}", Source = e.OrderId.Split('-')[0], At = e.OccurredAt, Kind = EntryKind.Difference, Quantity = -e.Quantity,
    };

    /// <summary>Differences that the order's own channel reported before its sale was known; they tell the location, too.</summary>
    public static IReadOnlyList<StockEvent> Undo(ReserveStock c, StockState stock)
    {
        var left = c.Quantity;
        var events = new List<StockEvent>();
        foreach (var report in (stock.SellerOf(c.ConnectionId, c.ListingId)?.Reports.Values ?? []).DistinctBy(r => r.Location))
        {
            var counted = StockCorrections.Counted(report, c.PlacedAt, left, stock);
            left -= counted;
            events.AddRange(StockCorrections.Correct(SoldOf(c), report.Location, counted, c.Origin, stock));
        }
        return events;
    }

    private static Reservation SaleOf(ReserveStock c, string location) => new(c.OrderId, c.LineId, location, c.Quantity, c.ConnectionId, c.PlacedAt, c.ListingId);

    private static Sold SoldOf(ReserveStock c) => new(c.OrderId, c.LineId, c.ConnectionId, c.PlacedAt, c.Quantity, c.ListingId);

    private static StockState Reduce(StockState stock, string orderId, string lineId, string location, long quantity)
    {
        foreach (var held in stock.Reservations.FindAll(r => r.OrderId == orderId && r.LineId == lineId && r.Location == location))
        {
            var freed = Math.Min(quantity, held.Quantity);
            quantity -= freed;
            var left = held with { Quantity = held.Quantity - freed };
            stock = stock.At(location, p => p with { Promised = p.Promised - freed }) with
            {
                Reservations = left.Quantity == 0 ? stock.Reservations.Remove(held) : stock.Reservations.Replace(held, left),
            };
            if (quantity == 0) break;
        }
        return stock;
    }

    /// <summary>The channel's own sale lowers what it is expected to show.</summary>
    private static StockState SoldBy(StockState stock, string connectionId, string? listingId, string location, Movement sale)
    {
        if (stock.SellerOf(connectionId, listingId) is { } listing) return stock.Replace(listing.Sold(location, sale));
        // A listing that left may come back, and must then not take its own cancellation for an outside change.
        return stock with { Left = [.. stock.Left.Select(l => l.ConnectionId == connectionId ? l.Sold(location, sale) : l)] };
    }
}

using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>Orders and stock: a line is reserved once, released once, deducted as it ships.</summary>
internal static class StockReservations
{
    /// <summary>Reserves what there is; first gives back what the channel's own report had counted already.</summary>
    public static IReadOnlyList<StockEvent> Reserve(ReserveStock c, StockState stock) => Reserve(c, stock, isHeld: true);

    /// <summary>Sold and free again: what is left is what its channel was to show meanwhile, if it shows anything.</summary>
    public static IReadOnlyList<StockEvent> Pass(PassStock c, StockState stock)
    {
        if (stock.SellerOf(c.Sale.ConnectionId) is null && !stock.Left.Exists(l => l.ConnectionId == c.Sale.ConnectionId)) return [];
        var sold = Reserve(c.Sale with { Origin = c.Origin }, stock, isHeld: false);
        return [.. sold, .. Release(new ReleaseStock(c.Sale.OrderId, c.Reason, c.EndedAt) { Origin = c.Origin }, sold.Aggregate(stock, Stock.Evolve))];
    }

    private static IReadOnlyList<StockEvent> Reserve(ReserveStock c, StockState stock, bool isHeld)
    {
        if (stock.Reservations.Exists(r => r.OrderId == c.OrderId && r.LineId == c.LineId)) return [];
        if (StockLapses.IsOne(c.OrderId, c.LineId, c.PlacedAt, stock)) return [.. Take(c, [], stock)];
        var undone = Undo(c, stock);
        var told = undone.OfType<StockUpdated>().ToDictionary(u => u.Location, u => u.Set, StringComparer.Ordinal);
        stock = undone.Aggregate(stock, Stock.Evolve);
        var restored = isHeld ? Restore(c, stock) : [];
        stock = restored.Aggregate(stock, Stock.Evolve);
        var events = new List<StockEvent>([.. undone, .. restored]);
        foreach (var reserved in Take(c, told, stock))
        {
            told[reserved.Location] = told.GetValueOrDefault(reserved.Location) - reserved.Quantity;
            events.Add(reserved);
        }
        foreach (var (location, rest) in told)
            events.AddRange(StockCorrections.Correct(SoldOf(c), location, -rest, c.Origin, stock));
        return events;
    }

    /// <summary>Where the channel has said that it sold first, then where there is enough.</summary>
    private static List<StockReserved> Take(ReserveStock c, Dictionary<string, long> told, StockState stock)
    {
        var events = new List<StockReserved>();
        var left = c.Quantity;
        foreach (var (location, place) in stock.Places.OrderByDescending(p => told.ContainsKey(p.Key)).ThenBy(p => stock.Settings.PriorityOf(p.Key)).ThenByDescending(p => p.Value.Available >= c.Quantity))
        {
            var taken = Math.Min(left, place.Available);
            if (taken <= 0) continue;
            left -= taken;
            events.Add(new StockReserved { OrderId = c.OrderId, LineId = c.LineId, Location = location, Quantity = taken, ConnectionId = c.ConnectionId, PlacedAt = c.PlacedAt });
        }
        return events;
    }

    /// <summary>Rule 2 of conflicts: a set made at the same time that would not leave enough gives way, and what it took is there again.</summary>
    private static List<StockEvent> Restore(ReserveStock c, StockState stock)
    {
        var claim = new Claim($"{c.OrderId}/{c.LineId}", c.OrderId.Split('-')[0], c.PlacedAt, c.Quantity);
        var events = new List<StockEvent>();
        foreach (var (location, place) in stock.Places)
        {
            if (!place.Entries.Exists(e => e.Kind == EntryKind.Set && e.Source != claim.Source && (e.At - claim.At).Duration() <= stock.Settings.Conflicts.Window)) continue;
            var after = StockEvaluation.Of(place with { Reserved = place.Reserved + c.Quantity }, [.. stock.Claims(location), claim], stock.Settings.Conflicts);
            if (after.OnHand == place.OnHand) continue;
            events.Add(new StockUpdated
            {
                Location = location, Effect = "restored", Delta = after.OnHand - place.OnHand, OnHand = after.OnHand, OccurredAt = c.PlacedAt,
                Reason = ConflictRules.ReservationPrecedence, Source = claim.Source, Key = claim.Key,
            });
            events.AddRange(StockConflicts.Changes(stock, location, after));
        }
        return events;
    }

    /// <summary>Releases what is reserved; first takes back what the channel's own report had counted already.</summary>
    public static IReadOnlyList<StockEvent> Release(ReleaseStock c, StockState stock)
    {
        var events = c.Reason == StockLapses.Reason ? [] : StockLapses.Restore(c.OrderId, stock).ToList();
        stock = events.Aggregate(stock, Stock.Evolve);
        foreach (var r in stock.Reservations.Where(r => r.OrderId == c.OrderId))
        {
            if (c.Reason != StockLapses.Reason)
            {
                var undone = StockCorrections.Correct(new(r.OrderId, r.LineId, r.ConnectionId, c.OccurredAt, -r.Quantity), r.Location, -r.Quantity, c.Origin, stock);
                stock = undone.Aggregate(stock, Stock.Evolve);
                events.AddRange(undone);
            }
            events.Add(new StockReleased
            {
                OrderId = r.OrderId, LineId = r.LineId, Location = r.Location, Quantity = r.Quantity, ConnectionId = r.ConnectionId,
                Reason = c.Reason, OccurredAt = c.OccurredAt,
            });
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
            var place = stock.Place(r.Location);
            var deducted = new StockDeducted { OrderId = c.OrderId, LineId = c.LineId, ShipmentId = c.ShipmentId, Location = r.Location, Quantity = taken, OnHandDelta = 0, OccurredAt = c.OccurredAt };
            var after = place.With(Entry(deducted), stock.Claims(r.Location), stock.Settings.Conflicts);
            events.Add(deducted with { OnHandDelta = after.OnHand - place.OnHand });
        }
        return events;
    }

    public static StockState Evolve(StockState stock, StockReserved e)
    {
        stock = stock.At(e.Location, p => p with { Reserved = p.Reserved + e.Quantity });
        stock = stock with
        {
            Reservations = stock.Reservations.Add(new(e.OrderId, e.LineId, e.Location, e.Quantity, e.ConnectionId, e.PlacedAt)),
            Forwarded = stock.Forwarded.Remove(e.OrderId),
        };
        if (StockLapses.IsOne(e.OrderId, e.LineId, e.PlacedAt, stock)) return StockLapses.Renew(stock, e);
        return SoldBy(stock, e.ConnectionId, e.Location, new(e.PlacedAt, -e.Quantity) { Line = $"{e.OrderId}/{e.LineId}" });
    }

    public static StockState Evolve(StockState stock, StockReleased e)
    {
        stock = Reduce(stock, e.OrderId, e.LineId, e.Location, e.Quantity);
        if (e.ToSku is not null) return stock with { Forwarded = stock.Forwarded.SetItem(e.OrderId, e.ToSku) };
        if (e.Reason == StockLapses.Reason) return StockLapses.Lapse(stock, e);
        return SoldBy(stock, e.ConnectionId, e.Location, new(e.OccurredAt, e.Quantity) { Line = $"{e.OrderId}/{e.LineId}" });
    }

    public static StockState Evolve(StockState stock, StockDeducted e)
    {
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
        foreach (var report in (stock.SellerOf(c.ConnectionId)?.Reports.Values ?? []).DistinctBy(r => r.Location))
        {
            var counted = StockCorrections.Counted(report, c.PlacedAt, left, stock);
            left -= counted;
            events.AddRange(StockCorrections.Correct(SoldOf(c), report.Location, counted, c.Origin, stock));
        }
        return events;
    }

    private static Sold SoldOf(ReserveStock c) => new(c.OrderId, c.LineId, c.ConnectionId, c.PlacedAt, c.Quantity);

    private static StockState Reduce(StockState stock, string orderId, string lineId, string location, long quantity)
    {
        var held = stock.Reservations.FindAll(r => r.OrderId == orderId && r.LineId == lineId && r.Location == location);
        var reservation = held.Find(r => r.Quantity == quantity) ?? held[0];
        var left = reservation with { Quantity = reservation.Quantity - quantity };
        return stock.At(location, p => p with { Reserved = p.Reserved - quantity }) with
        {
            Reservations = left.Quantity == 0 ? stock.Reservations.Remove(reservation) : stock.Reservations.Replace(reservation, left),
        };
    }

    /// <summary>The channel's own sale lowers what it is expected to show.</summary>
    private static StockState SoldBy(StockState stock, string connectionId, string location, Movement sale)
    {
        if (stock.SellerOf(connectionId) is { } listing) return stock.Replace(listing.Sold(location, sale));
        // A listing that left may come back, and must then not take its own cancellation for an outside change.
        return stock with { Left = [.. stock.Left.Select(l => l.ConnectionId == connectionId ? l.Sold(location, sale) : l)] };
    }
}

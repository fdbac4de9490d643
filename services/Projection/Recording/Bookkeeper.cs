using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Deliveries;
using CreatorFlow.Projection.Listings;
using CreatorFlow.Projection.Parking;

namespace CreatorFlow.Projection.Recording;

/// <summary>Decides a batch, delivery by delivery, event by event, in order; pure but for its log.</summary>
internal sealed partial class Bookkeeper(ILogger<Bookkeeper> logger)
{
    public BatchBooks Decide(AggregateCache cache, Known known, IReadOnlyList<Delivery> deliveries)
    {
        var books = new BatchBooks(new Ledger(cache));
        foreach (var delivery in deliveries) books.Fates.Add(Decide(books, known, delivery));
        return books;
    }

    private DeliveryFate Decide(BatchBooks books, Known known, Delivery delivery)
    {
        if (known.Claim(delivery) is { } digest)
            return digest == delivery.Checksum ? new(delivery, Outcomes.Duplicate, null) : new(delivery, Outcomes.Quarantined, Outcomes.KeyConflict);
        if (delivery.Quarantined is { } code) return new(delivery, Outcomes.Quarantined, delivery.Reason is null ? code : $"{code}: {delivery.Reason}");
        if (delivery.Events.Count == 0) return new(delivery, Outcomes.UnknownTopic, null);
        if (delivery.Platform == Platforms.Manual) return Command(books, known, delivery);
        var parkedBefore = books.Parked.Count;
        for (var index = 0; index < delivery.Events.Count; index++) Decide(books, known, delivery, index);
        return books.Parked.Count == parkedBefore
            ? new(delivery, Outcomes.Applied, null)
            : new(delivery, Outcomes.Parked, books.Parked[parkedBefore].Reason);
    }

    /// <summary>A person waits for the answer and can mend it: a refusal is told, and parks nothing. A command is one event.</summary>
    private static DeliveryFate Command(BatchBooks books, Known known, Delivery delivery)
    {
        foreach (var happened in delivery.Events)
        {
            if (known.Holds(delivery.CreatorId, AggregateOf(books.Ledger, delivery, happened))) return new(delivery, Outcomes.Refused, "aggregate.held");
            try
            {
                ChannelEventBook.Apply(books.Ledger, delivery, happened);
            }
            catch (RefusedException e)
            {
                books.Ledger.TakeBack();
                return new(delivery, Outcomes.Refused, e.Code);
            }
        }
        return new(delivery, Outcomes.Applied, null);
    }

    private void Decide(BatchBooks books, Known known, Delivery delivery, int index)
    {
        var happened = delivery.Events[index];
        var aggregate = AggregateOf(books.Ledger, delivery, happened);
        if (known.Holds(delivery.CreatorId, aggregate))
        {
            books.Parked.Add(new(aggregate, delivery, index, happened, "waiting", "aggregate.held"));
            return;
        }
        try
        {
            ChannelEventBook.Apply(books.Ledger, delivery, happened);
        }
        // Whatever a decision throws, a refusal or a bug, must stop its own aggregate alone (invariant I4).
        catch (Exception e)
        {
            books.Ledger.TakeBack();
            known.Hold(delivery.CreatorId, aggregate);
            var reason = e is RefusedException refused ? refused.Code : "decision.failed";
            books.Parked.Add(new(aggregate, delivery, index, happened, "parked", reason));
            EventParked(logger, e is RefusedException ? null : e, aggregate, delivery.CreatorId, delivery.Id, reason);
        }
    }

    /// <summary>The stream that an event speaks of: what a poison event holds up.</summary>
    private static string AggregateOf(Ledger ledger, Delivery d, ChannelEvent e)
    {
        ledger.Begin(d, e.OccurredAt, timeAdjusted: false);
        return e switch
        {
            OrderPlaced o => Order.StreamOf(d.Platform, o.OrderId),
            OrderChanged o => Order.StreamOf(d.Platform, o.OrderId),
            OrderDispatched o => Order.StreamOf(d.Platform, o.OrderId),
            OrderArrived o => Order.StreamOf(d.Platform, o.OrderId),
            OrderCalledOff o => Order.StreamOf(d.Platform, o.OrderId),
            StockSet s => Stock.StreamOf(s.Sku),
            StockChanged s => Stock.StreamOf(s.Sku),
            SettingsChanged s => Stock.StreamOf(s.Sku),
            BundleAssembled s => Stock.StreamOf(s.Sku),
            ConflictDecided s => Stock.StreamOf(s.Sku),
            ListingAssigned s => Stock.StreamOf(s.Sku),
            StockReported s => Stock.StreamOf(ledger.SkuOf(d.ConnectionId, s.ListingId) ?? ListingProcess.OwnSku(d.Platform, s.ListingId)),
            ListingSeen s => Stock.StreamOf(ledger.SkuOf(d.ConnectionId, s.ListingId) ?? s.Sku ?? ListingProcess.OwnSku(d.Platform, s.ListingId)),
            _ => throw new System.Diagnostics.UnreachableException(e.ToString()),
        };
    }

    [LoggerMessage(3101, LogLevel.Warning, "Parked an event of {Aggregate} of {CreatorId}, delivery {DeliveryId}: {Reason}")]
    private static partial void EventParked(ILogger logger, Exception? exception, string aggregate, string creatorId, string deliveryId, string reason);
}

/// <summary>A decided batch.</summary>
internal sealed class BatchBooks(Ledger ledger)
{
    public Ledger Ledger { get; } = ledger;
    public List<DeliveryFate> Fates { get; } = [];
    public List<ParkedEvent> Parked { get; } = [];
}

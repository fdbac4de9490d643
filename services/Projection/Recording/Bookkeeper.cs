using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Domain.Orders;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.Domain.Settings;
using CreatorFlow.Projection.Books;
using CreatorFlow.Projection.Deliveries;
using CreatorFlow.Projection.Expiring;
using CreatorFlow.Projection.Listings;
using CreatorFlow.Projection.Parking;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Recording;

/// <summary>Decides a batch, delivery by delivery, event by event, in order; pure but for its log.</summary>
internal sealed partial class Bookkeeper(IOptions<ReservationOptions> reservations, ILogger<Bookkeeper> logger)
{
    /// <summary>Reason: not a refusal but a bug, whose exception the log has.</summary>
    private const string DecisionFailed = "decision.failed";

    public BatchBooks Decide(AggregateCache cache, Known known, IReadOnlyList<Delivery> deliveries)
    {
        var books = new BatchBooks(Open(cache));
        foreach (var delivery in deliveries) books.Fates.Add(Decide(books, known, delivery));
        return books;
    }

    /// <summary>Takes up an aggregate's open parked events in their order; the first that fails holds up those behind it again.</summary>
    /// <param name="cache">Holds what the rows may ask for.</param>
    /// <param name="known">What is held; the aggregate itself is let go here.</param>
    /// <param name="rows">The first open ones, in order.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="refused">Why the database refused the first row's effects the last time, or null.</param>
    public BatchBooks Replay(AggregateCache cache, Known known, IReadOnlyList<ParkedRow> rows, ReplayParked wanted, string? refused)
    {
        var books = new BatchBooks(Open(cache));
        if (rows.Count == 0) return books;
        var creator = rows[0].Creator;
        known.Release(creator, wanted.Aggregate);
        foreach (var row in rows)
        {
            var fate = row.Position == wanted.Discard ? new(row, ParkedStatus.Discarded, null)
                : known.Holds(creator, wanted.Aggregate) ? new(row, ParkedStatus.Waiting, ParkedStatus.Held)
                : refused is not null && row == rows[0] ? new(row, ParkedStatus.Parked, refused)
                : row.Delivery is { } delivery ? Retry(books, known, row, delivery)
                : Unreadable(row, wanted.Aggregate);
            if (fate.Status == ParkedStatus.Parked) known.Hold(creator, wanted.Aggregate);
            books.Reopened.Add(fate);
        }
        return books;
    }

    private Ledger Open(AggregateCache cache) => new(cache) { PaymentWindow = TimeSpan.FromMinutes(reservations.Value.UnpaidMinutes) };

    private ParkedFate Retry(BatchBooks books, Known known, ParkedRow row, Delivery delivery)
    {
        var happened = delivery.Events[0];
        // Since it was parked its listing may have been linked to another SKU, and that one may be held.
        var aggregate = AggregateOf(books.Ledger, delivery, happened);
        if (known.Holds(delivery.CreatorId, aggregate)) return new(row, ParkedStatus.Parked, ParkedStatus.Held);
        return TryApply(books, delivery, happened, aggregate) is { } reason ? new(row, ParkedStatus.Parked, reason) : new(row, ParkedStatus.Replayed, null);
    }

    private ParkedFate Unreadable(ParkedRow row, string aggregate)
    {
        EventParked(logger, row.Error, aggregate, row.Creator, row.DeliveryId, ParkedStatus.Unreadable);
        return new(row, ParkedStatus.Parked, ParkedStatus.Unreadable);
    }

    private DeliveryFate Decide(BatchBooks books, Known known, Delivery delivery)
    {
        if ((delivery.Again is { } again ? known.Reclaim(delivery, again) : known.Claim(delivery)) is { } digest)
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
    private DeliveryFate Command(BatchBooks books, Known known, Delivery delivery)
    {
        foreach (var happened in delivery.Events)
        {
            var aggregate = AggregateOf(books.Ledger, delivery, happened);
            if (known.Holds(delivery.CreatorId, aggregate)) return new(delivery, Outcomes.Refused, "aggregate.held");
            try
            {
                if (happened.ExpectedVersion is { } expected) books.Ledger.Require(aggregate, expected);
                ChannelEventBook.Apply(books.Ledger, delivery, happened);
            }
            catch (RefusedException e)
            {
                books.Ledger.TakeBack();
                return new(delivery, Outcomes.Refused, e.Code);
            }
            // A bug must not end the lane, nor the replica that the delivery goes to next (invariant I4).
            catch (Exception e)
            {
                books.Ledger.TakeBack();
                CommandFailed(logger, e, aggregate, delivery.CreatorId, delivery.Id);
                return new(delivery, Outcomes.Refused, DecisionFailed);
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
            books.Parked.Add(new(aggregate, delivery, index, happened, ParkedStatus.Waiting, ParkedStatus.Held));
            return;
        }
        if (TryApply(books, delivery, happened, aggregate) is not { } reason) return;
        known.Hold(delivery.CreatorId, aggregate);
        books.Parked.Add(new(aggregate, delivery, index, happened, ParkedStatus.Parked, reason));
    }

    /// <returns>Null when it is booked, else the stable code why it is not; then nothing of it is.</returns>
    private string? TryApply(BatchBooks books, Delivery delivery, ChannelEvent happened, string aggregate)
    {
        try
        {
            ChannelEventBook.Apply(books.Ledger, delivery, happened);
            return null;
        }
        // Whatever a decision throws, a refusal or a bug, must stop its own aggregate alone (invariant I4).
        catch (Exception e)
        {
            books.Ledger.TakeBack();
            var reason = e is RefusedException refused ? refused.Code : DecisionFailed;
            EventParked(logger, e is RefusedException ? null : e, aggregate, delivery.CreatorId, delivery.Id, reason);
            return reason;
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
            PaymentOverdue o => Order.StreamOf(d.Platform, o.OrderId),
            OrderLinesCancelled o => Order.StreamOf(d.Platform, o.OrderId),
            OrderCalledOff o => Order.StreamOf(d.Platform, o.OrderId),
            StockSet s => Stock.StreamOf(s.Sku),
            StockChanged s => Stock.StreamOf(s.Sku),
            AdjustmentUndone s => Stock.StreamOf(s.Sku),
            SettingsChanged s => Stock.StreamOf(s.Sku),
            ConflictSettingsChosen => CreatorSettings.Stream,
            BundleAssembled s => Stock.StreamOf(s.Sku),
            ConflictDecided s => Stock.StreamOf(s.Sku),
            PushBegun s => Stock.StreamOf(s.Sku),
            PushAnswered s => Stock.StreamOf(s.Sku),
            PushRetried s => Stock.StreamOf(s.Sku),
            ListingAssigned s => Stock.StreamOf(s.Sku),
            ListingReleased s => Stock.StreamOf(ledger.SkuOf(s.ConnectionId, s.ListingId) ?? ListingProcess.OwnSku(s.Platform, s.ListingId)),
            StockReported s => Stock.StreamOf(ledger.SkuOf(d.ConnectionId, s.ListingId) ?? ListingProcess.OwnSku(d.Platform, s.ListingId)),
            ListingSeen s => Stock.StreamOf(ledger.SkuOf(d.ConnectionId, s.ListingId) ?? s.Sku ?? ListingProcess.OwnSku(d.Platform, s.ListingId)),
            SessionReported s => Session.StreamOf(s.SessionId),
            _ => throw new System.Diagnostics.UnreachableException(e.ToString()),
        };
    }

    [LoggerMessage(3101, LogLevel.Warning, "Parked an event of {Aggregate} of {CreatorId}, delivery {DeliveryId}: {Reason}")]
    private static partial void EventParked(ILogger logger, Exception? exception, string aggregate, string creatorId, string deliveryId, string reason);

    [LoggerMessage(3102, LogLevel.Warning, "A command on {Aggregate} of {CreatorId}, delivery {DeliveryId}, could not be decided; it is refused")]
    private static partial void CommandFailed(ILogger logger, Exception exception, string aggregate, string creatorId, string deliveryId);
}

/// <summary>A decided batch.</summary>
internal sealed class BatchBooks(Ledger ledger)
{
    public Ledger Ledger { get; } = ledger;
    public List<DeliveryFate> Fates { get; } = [];
    public List<ParkedEvent> Parked { get; } = [];

    /// <summary>Parked events that were taken up again.</summary>
    public List<ParkedFate> Reopened { get; } = [];
}

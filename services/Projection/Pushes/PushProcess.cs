using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.Projection.Books;

namespace CreatorFlow.Projection.Pushes;

/// <summary>Every change of what is available is followed, in its own transaction, by the wish that the channels show it.</summary>
internal static class PushProcess
{
    /// <summary>Asks for every SKU that an event has touched.</summary>
    public static void Settle(Ledger ledger, Delivery d, ChannelEvent happened)
    {
        var critical = happened is OrderPlaced or OrderCalledOff or OrderLinesCancelled or OrderDispatched;
        // Nearly every event of a busy stream touches a SKU whose channels are all told, or that has none: no command is made for those.
        foreach (var sku in ledger.Touched.Where(sku => StockPushes.AnyToTell(ledger.Stock(sku))).ToList())
            Book(ledger, d, sku, new TellChannels(critical, d.ReceivedAt));
    }

    public static void Retry(Ledger ledger, Delivery d, PushRetried e) => Book(ledger, d, e.Sku, new RetryPush(e.ConnectionId, e.ListingId, d.ReceivedAt));

    private static void Book(Ledger ledger, Delivery d, string sku, StockCommand command)
    {
        foreach (var started in ledger.Book(sku, command).OfType<SyncStarted>())
            ledger.Want(started.Targets.Select(t => new WantedPush(d.CreatorId, sku, started.RunId, t, started.Critical, d.TraceParent)));
    }

    public static void Begin(Ledger ledger, PushBegun e) => ledger.Book(e.Sku, new SendPush(e.RunId, e.ConnectionId, e.ListingId, e.ChannelLocation, e.OccurredAt));

    public static void Answer(Ledger ledger, PushAnswered e) => ledger.Book(e.Sku, new AnswerPush(
        e.RunId, e.ConnectionId, e.ListingId, e.ChannelLocation, e.Quantity, e.Attempts, e.LatencyMs, e.FailureCode, e.OccurredAt));
}

/// <summary>A channel's location that is to show another quantity.</summary>
internal sealed record WantedPush(string CreatorId, string Sku, string RunId, SyncTarget Target, bool Critical, string? TraceParent);

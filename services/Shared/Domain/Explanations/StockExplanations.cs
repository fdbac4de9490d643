using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Domain.Explanations;

/// <summary>What happened to a SKU's stock, in words.</summary>
internal static class StockExplanations
{
    public static Explanation Of(StockEvent happened) => happened switch
    {
        StockUpdated e => new(e.Effect, Update(e)),
        StockReserved e => new("reserved", $"{Units(e.Quantity)} at {e.Location} reserved for line {e.LineId} of order {e.OrderId}."),
        StockReleased { Reason: "sold_at_another_location" } e => new("released", $"The reservation of {Units(e.Quantity)} for order {e.OrderId} left {e.Location}, because the channel's report showed the sale at another location."),
        StockReleased { ToSku: { } sku } e => new("released", $"The reservation of {Units(e.Quantity)} for order {e.OrderId} moved with its listing to SKU {sku}."),
        StockReleased e => new("released", $"{Units(e.Quantity)} at {e.Location} freed from order {e.OrderId}{Because(e.Reason)}."),
        StockDeducted { OnHandDelta: 0 } e => new("deducted", $"{Units(e.Quantity)} of order {e.OrderId} shipped from {e.Location} in shipment {e.ShipmentId}; a later count had left them out already, so only the reservation ended."),
        StockDeducted e => new("deducted", $"{Units(e.Quantity)} of order {e.OrderId} shipped from {e.Location} in shipment {e.ShipmentId} and left the stock."),
        ListingLinked { Unlinked: true, Decided: true } e => new("listing_unlinked", $"A person unlinked listing {e.ListingId} of {e.ConnectionId}; it is kept here until somebody links it again."),
        ListingLinked { Unlinked: true } e => new("listing_seen", $"Listing {e.ListingId} of {e.ConnectionId} is kept here until somebody links it to a SKU."),
        ListingLinked e => new("listing_linked", $"Listing {e.ListingId} of {e.ConnectionId} was linked to this SKU."),
        ListingMoved e => new("listing_moved", $"Listing {e.ListingId} of {e.ConnectionId} was moved to SKU {e.ToSku}."),
        SyncStarted e => new("push_wanted", $"{Sentence(e.Targets)} told."),
        SyncSent e => new("push_sent", $"Channel {e.ConnectionId} is being told {e.Quantity} for listing {e.ListingId}."),
        SyncCompleted e => new("pushed", $"Channel {e.ConnectionId} took {e.Quantity} for listing {e.ListingId}."),
        SyncFailed e => new("push_failed", $"Channel {e.ConnectionId} did not take {e.Quantity} for listing {e.ListingId} ({e.Code})."),
        ConflictDetected e => new(e.Reason, Conflict(e)),
        ConflictResolved { Status: "withdrawn" } => new("withdrawn", "A later update ended the disagreement; the conflict was withdrawn."),
        ConflictResolved e => new(e.Status, $"A person {(e.Status == "confirmed" ? "confirmed" : "chose")} {e.Winner}{Because(e.Reason)}; on hand at {e.Location} is {e.OnHand}."),
        StockSettingsChanged => new("settings_changed", "How this SKU is handled was changed; the numbers stayed."),
        PolicyApplied e => new("policy_applied", $"From here on conflicts are decided by the creator's settings, number {e.Revision}; the numbers stayed."),
        LowStockAlerted e => new("low_stock", $"Available fell to {e.Available}, below the threshold of {e.Threshold}."),
        BundleDefined { Components.Count: 0 } => new("bundle_dissolved", "This SKU is a bundle no more."),
        BundleDefined e => new("bundle_defined", $"This SKU is a bundle of {string.Join(", ", e.Components.Select(c => $"{c.Quantity} × {c.Sku}"))}."),
        BundleJoined { Quantity: 0 } e => new("bundle_left", $"This SKU is no component of {e.BundleSku} any more."),
        BundleJoined e => new("bundle_joined", $"{Units(e.Quantity)} of this SKU belong to each {e.BundleSku}."),
        BundleAvailableChanged e => new("bundle_counted", $"The components allow {e.Available} of this bundle."),
        _ => throw new UnreachableException(happened.ToString()),
    };

    private static string Sentence(IReadOnlyList<SyncTarget> targets) =>
        $"{string.Join(" and ", targets.Select(t => $"{t.ConnectionId} to show {t.Quantity}"))} {(targets.Count == 1 ? "was" : "were")}";

    private static string Conflict(ConflictDetected e)
    {
        var sides = string.Join(" and ", e.Candidates.Select(c => c.Change == "set" ? $"{c.Source} said {c.Quantity}" : $"{c.Source} reserved {c.Quantity}"));
        var winner = e.Candidates.FirstOrDefault(c => c.Key == e.Winner);
        return $"At the same time {sides}; before it was {e.Base}. {(winner is null ? "The sum" : winner.Source)} stands by {e.Reason.Replace('_', ' ')}{(e.Status == "review" ? ", until a person has looked" : "")}.";
    }

    /// <summary>Effects are names in the log; one that this version does not know yet still says what it did.</summary>
    private static string Update(StockUpdated e) => e.Effect switch
    {
        "set" => $"Counted as {e.Set} at {e.Location}{Because(e.Reason)}{After(e)}.",
        "baseline" => $"{Who(e)} reported {e.Reported} available at {e.Location} for the first time; that is {Units(e.Set)} on hand with what was reserved then{After(e)}.",
        "echo" => $"{Who(e)} reported {e.Reported} available at {e.Location}, as expected; nothing changed.",
        "confirmed" => $"{Who(e)} reported {e.Reported} available at {e.Location}, as we had told it; nothing changed.",
        "pushed" => $"{Who(e)} had taken {e.Reported} from us before its last report; {(e.Delta == 0 ? "nothing changed" : $"the {Signed(e.Delta)} of it that was our own doing was taken back, and on hand became {e.OnHand}")}.",
        "difference" when e.Reported is not null => $"{Who(e)} reported {e.Reported} available at {e.Location} where {e.Expected} was expected; {Merged(e, e.Reported - e.Expected)}.",
        "difference" => $"A change of {Signed(e.Set)} at {e.Location}{Because(e.Reason)}: {Merged(e, e.Set)}.",
        "superseded" when e.Reported is not null => $"{Who(e)} reported {e.Reported} available at {e.Location}, but a later report was known already; nothing changed.",
        "superseded" => $"A count of {e.Set} at {e.Location} happened before the count that stands; nothing changed.",
        "followed" => $"{Who(e)} showed that a shipped sale of {Units(Math.Abs(e.Set))} was made from another location than expected; it was {(e.Set < 0 ? "counted" : "taken back")} at {e.Location}.",
        "undone" when e.Set < 0 => $"{Who(e)} had reported the end of order {e.UndoneForOrder} with {Units(-e.Set)} before it was heard of; they were taken off at {e.Location}, so that they count once.",
        "undone" => $"{Who(e)} had reported the sale of {Units(e.UndoneKey is null ? e.Delta : e.Set)} before order {e.UndoneForOrder} arrived; they were put back at {e.Location}, so that the sale counts once.",
        "mismatch" => $"{Who(e)} reported {e.Reported} available at {e.Location}, which another source has counted; the report was noted and changed nothing.",
        "moved" => $"{Who(e)} showed {e.Reported} available when its listing came to this SKU; that was noted and changed nothing.",
        "late" => $"{Who(e)} reported {e.Reported} available at {e.Location}, which came late: part of a later change had happened by then{(e.Delta == 0 ? "; on hand stayed" : $"; on hand became {e.OnHand}")}.",
        "restored" when e.Delta > 0 => $"A count at {e.Location} gave way to a reservation made at the same time; on hand there became {e.OnHand}.",
        "restored" => $"A reservation ended to which a count at {e.Location} had given way; on hand there became {e.OnHand}.",
        "reverted" => $"A person undid the update that event {e.Undoes} recorded at {e.Location}{Because(e.Reason)}: {(e.Delta == 0 ? "it did not count any more, so nothing changed" : $"on hand there changed by {Signed(e.Delta)} to {e.OnHand}")}.",
        "untracked" => $"{Who(e)} does not count this listing; nothing changed.",
        _ => $"Stock at {e.Location} was updated by \"{e.Effect}\"{Because(e.Reason)}: {(e.Delta == 0 ? "nothing changed" : $"on hand changed by {Signed(e.Delta)} to {e.OnHand}")}.",
    };

    private static string Merged(StockUpdated e, long? difference) => e.Delta == 0 && difference != 0
        ? "it happened before the count that stands, which includes it, so nothing changed"
        : $"the difference of {Signed(e.Delta)} was merged, and on hand there became {e.OnHand}";

    /// <summary>A count that came late finds changes that happened after it.</summary>
    private static string After(StockUpdated e) => e.OnHand == e.Set ? "" : $"; with the changes that happened after it, on hand there became {e.OnHand}";

    private static string Who(StockUpdated e) => e.ConnectionId is null ? "A source" : $"Channel {e.ConnectionId}";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $" ({reason.Replace('_', ' ')})";

    private static string Units(long quantity) => quantity == 1 ? "1 unit" : string.Create(CultureInfo.InvariantCulture, $"{quantity} units");

    private static string Signed(long delta) => delta.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;

namespace CreatorFlow.Alerts;

/// <summary>What an alert of a kind says, and what a person can do about it.</summary>
/// <param name="Title">One sentence, from how many and the detail.</param>
/// <param name="WhatToDo">The next step.</param>
/// <param name="Page">Where, in the dashboard, from the escaped subject.</param>
public sealed record AlertKind(Func<string, long, string?, string> Title, string WhatToDo, Func<string, string> Page);

/// <summary>Every kind, by its stable name.</summary>
public static class AlertKinds
{
    /// <summary>By rank.</summary>
    public static ImmutableArray<string> Severities { get; } = ["critical", "warning", "info"];

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, AlertKind> All { get; } = new Dictionary<string, AlertKind>(StringComparer.Ordinal)
    {
        ["low_stock"] = new((sku, units, _) => units <= 0 ? $"Nothing is left of {sku}." : $"{units} of {sku} left.", "Restock it, or lower its threshold.", s => $"/inventory/{s}"),
        ["order_oversold"] = new((id, units, name) => $"Order {name ?? id} waits for {units} units that are not there.", "Cancel it, source the goods elsewhere or let it wait for what arrives next.", s => $"/orders/{s}"),
        ["reservation_ending"] = new((id, _, _) => $"Order {id} is about to lose what is reserved for it: it is not paid.", "Nothing has to be done: its stock is free again unless it is paid before.", s => $"/orders/{s}"),
        ["event_parked"] = new((aggregate, n, why) => $"{n} events of {aggregate} wait for a decision ({why ?? "waiting"}).", "Replay them when the cause is mended, or discard the first.", s => $"/ops/parked?aggregate={s}"),
        ["push_failed"] = new((id, n, why) => $"{n} quantities were not taken by {id} ({why ?? "refused"}).", "Look at the reason, mend it there and try again.", s => $"/channels/{s}"),
        ["channel_failing"] = new((id, n, why) => $"{n} quantities are tried again and again at {id} ({why ?? "no answer"}).", "Check that the platform is up and that its access has not ended.", s => $"/channels/{s}"),
        ["conflict_in_review"] = new((_, _, sku) => $"Two sources said different things of {sku} at the same time.", "Confirm what stands or choose another.", _ => "/conflicts"),
        ["channel_paused"] = new((id, _, name) => $"{name ?? id} is paused: it is told nothing.", "Resume it when you want it told again.", s => $"/channels/{s}"),
        ["orders_paused"] = new((id, _, name) => $"The orders of {name ?? id} are not read.", "Resume them: what was ordered meanwhile is read then.", s => $"/channels/{s}"),
        ["channel_inaccurate"] = new((id, n, _) => $"{n} listings of {id} showed something else than they should.", "Open the differences and repair them by a reconciliation.", s => $"/channels/{s}"),
        ["reconciliation_failed"] = new((id, _, why) => $"The last reconciliation of {id} failed ({why ?? "unknown"}).", "Start it again; if it fails again, check the connection.", s => $"/channels/{s}"),
        ["webhooks_missing"] = new((id, n, topics) => $"{id} does not send us {n} kinds of webhooks: {topics}.", "They are subscribed to again by themselves; if this stays, renew the connection's access.", s => $"/channels/{s}"),
        ["orders_not_read"] = new((id, _, why) => $"The orders of {id} could not be read ({why}).", "It is tried again by itself; if this stays, renew the connection's access.", s => $"/channels/{s}"),
        ["delivery_quarantined"] = new((id, n, why) => $"Webhooks of {id} that could not be taken in today: {n} ({why}).", "Look at them, and replay them when the cause is mended.", s => $"/deliveries?connectionId={s}&outcome=quarantined"),
        ["alert_webhook_disabled"] = new((id, _, name) => $"{name ?? id} is told of no alert any more: its address is gone, or took nothing for a day.", "Mend what answers there and resume it, or delete it.", _ => "/settings/webhooks"),
        ["listing_unlinked"] = new((id, n, _) => $"{n} listings of {id} stand for no SKU.", "Link them, so that their stock is kept.", _ => "/listings?linked=false"),
    };
}

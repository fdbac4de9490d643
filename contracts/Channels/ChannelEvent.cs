using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Channels;

/// <summary>What a channel says happened, in our words: the input of every decision. A closed union.</summary>
/// <remarks>The discriminators are wire names: never derive them from CLR names, never reuse one.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(StockReported), "inventory.stock_reported")]
[JsonDerivedType(typeof(StockSet), "inventory.stock_set")]
[JsonDerivedType(typeof(StockChanged), "inventory.stock_changed")]
[JsonDerivedType(typeof(AdjustmentUndone), "inventory.adjustment_undone")]
[JsonDerivedType(typeof(ListingSeen), "listing.seen")]
[JsonDerivedType(typeof(ListingAssigned), "listing.assigned")]
[JsonDerivedType(typeof(ListingReleased), "listing.released")]
[JsonDerivedType(typeof(SettingsChanged), "inventory.settings_changed")]
[JsonDerivedType(typeof(ConflictSettingsChosen), "settings.conflicts_chosen")]
[JsonDerivedType(typeof(BundleAssembled), "bundle.assembled")]
[JsonDerivedType(typeof(ConflictDecided), "conflict.decided")]
[JsonDerivedType(typeof(PushBegun), "push.begun")]
[JsonDerivedType(typeof(PushAnswered), "push.answered")]
[JsonDerivedType(typeof(PushRetried), "push.retried")]
[JsonDerivedType(typeof(OrderPlaced), "order.placed")]
[JsonDerivedType(typeof(OrderChanged), "order.changed")]
[JsonDerivedType(typeof(OrderDispatched), "order.dispatched")]
[JsonDerivedType(typeof(OrderArrived), "order.arrived")]
[JsonDerivedType(typeof(PaymentOverdue), "order.payment_overdue")]
[JsonDerivedType(typeof(OrderLinesCancelled), "order.lines_cancelled")]
[JsonDerivedType(typeof(OrderCalledOff), "order.called_off")]
[JsonDerivedType(typeof(SessionReported), "session.reported")]
public abstract record ChannelEvent
{
    private protected ChannelEvent() { }

    /// <summary>The platform's time of the happening, UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Of a person's command: the version of its aggregate that it was made for; at any other it is refused as <c>version.not_current</c>.
    /// Null for whatever version there is, and for all that a channel says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExpectedVersion { get; init; }
}

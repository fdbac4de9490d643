using System.Text.Json.Serialization;

namespace CreatorFlow.Domain.Inventory;

/// <summary>A quantity that a channel's location is to show, from the decision until the channel's answer is known.</summary>
internal sealed record ChannelPush
{
    /// <summary>How much older than its push an echo seems whose time is cut to whole seconds, as in Shopify's stock levels.</summary>
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

    public required string RunId { get; init; }
    public required long Quantity { get; init; }

    /// <summary>By our clock; null before it was on its way: until then a report of the same number is the channel's own doing.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The time of the report that said the quantity before the channel's answer to us was booked; null when none did.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>True when that report was made while the push was under way: one from before or after is another change that ended in the same number.</summary>
    public bool WasSeen(DateTimeOffset answeredAt) => SeenAt <= answeredAt && SeenAt >= SentAt - WholeSecond;

    /// <summary>
    /// Whether a report can be its echo. One that comes behind a later report may be an older one of the same number: it is an
    /// echo when it is not from before the push. So is one that comes after another, from before the push, was taken for it.
    /// </summary>
    public bool IsEchoedBy(Showing reported, bool isLatest) => SentAt is { } sentAt && Quantity == reported.Available
        && ((SeenAt is null && isLatest) || (IsAwaited && reported.At >= (reported.At.Ticks % TimeSpan.TicksPerSecond == 0 ? sentAt - WholeSecond : sentAt)));

    /// <summary>True while no report from after it was sent has said its quantity.</summary>
    [JsonIgnore] public bool IsAwaited => SentAt is not null && (SeenAt is null || SeenAt < SentAt - WholeSecond);

    /// <summary>True when it was given up: the same quantity is not asked for again by itself.</summary>
    public bool Failed { get; init; }
}

namespace CreatorFlow.Domain.Inventory;

/// <summary>A quantity that a channel's location is to show, from the decision until the channel's answer is known.</summary>
internal sealed record ChannelPush
{
    public required string RunId { get; init; }
    public required long Quantity { get; init; }

    /// <summary>True from the moment it was on its way: before it, a report of the same number is the channel's own doing.</summary>
    public bool Sent { get; init; }

    /// <summary>True when the channel reported the quantity before its answer to us was booked.</summary>
    public bool Seen { get; init; }

    /// <summary>True when it was given up: the same quantity is not asked for again by itself.</summary>
    public bool Failed { get; init; }
}

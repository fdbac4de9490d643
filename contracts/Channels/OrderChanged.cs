namespace CreatorFlow.Contracts.Channels;

/// <summary>An order changed on its platform without shipping, arriving or being cancelled.</summary>
public sealed record OrderChanged : ChannelEvent
{
    public required string OrderId { get; init; }

    /// <summary><c>created</c>, <c>paid</c> or null when the change says nothing of it. Never moves an order back.</summary>
    public string? Status { get; init; }

    /// <summary>The platform's own word, e.g. <c>AWAITING_COLLECTION</c>.</summary>
    public string? PlatformStatus { get; init; }

    /// <summary>True when the webhook carries no lines and the order has to be read from the platform's API.</summary>
    public bool NeedsDetail { get; init; }
}

using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Channels;

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>One webhook, or one read of a platform's API, as it was verified, with the events it was translated into.</summary>
/// <remarks>Carried whole to Projection, which archives it in the transaction of its effect.</remarks>
public sealed record Delivery
{
    /// <summary>Our own id, a version 7 UUID in the form without dashes.</summary>
    public required string Id { get; init; }

    public required string CreatorId { get; init; }

    public required string ConnectionId { get; init; }

    /// <summary>One of <see cref="Platforms"/>.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own name of what happened, e.g. <c>orders/create</c> or <c>1</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>Unique within the creator for good; see <c>docs/adr/0004</c>.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>SHA-256 of the raw body, lower-case hex. The same key with another checksum is a key conflict.</summary>
    public required string Checksum { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Stable code why nothing was translated (<c>webhook.unreadable</c>), or null.</summary>
    public string? Quarantined { get; init; }

    /// <summary>Plain words beside <see cref="Quarantined"/>: which field could not be read.</summary>
    public string? Reason { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request that brought it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The raw bytes as they were signed; <see cref="DeliveryCodec"/> carries them outside the JSON.</summary>
    [JsonIgnore] public byte[] Body { get; init; } = [];

    /// <summary>Empty for an unknown topic or a quarantined body.</summary>
    public IReadOnlyList<ChannelEvent> Events { get; init; } = [];

    /// <summary>Not a webhook but an order to the lane; null for every webhook. Nothing else of such a delivery counts but its creator.</summary>
    public ReplayParked? Replay { get; init; }

    /// <summary>Neither a webhook nor about a creator, but a question how far its partition has come; null for everything else.</summary>
    public PartitionMark? Mark { get; init; }

    /// <summary>Set for an archived delivery that is read again; null for everything that arrives.</summary>
    public ReadAgain? Again { get; init; }

    /// <summary>Who wants it, for what a person sent; null for everything that a platform or the product itself brings.</summary>
    public DeliveryActor? Actor { get; init; }
}

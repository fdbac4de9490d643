using System.Collections.Frozen;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Domain.Inventory;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Projection.Books;

/// <summary>Where an event comes from: stamps the metadata that every stored event carries.</summary>
internal sealed class EventOrigin(Delivery delivery, DateTimeOffset occurredAt, bool timeAdjusted)
{
    private static readonly FrozenDictionary<Type, string> Names = EventNames.All.ToFrozenDictionary(n => n.Value, n => n.Key);
    private readonly string? correlationId = TraceParents.IdOf(delivery.TraceParent) ?? delivery.Id;

    private int commands;

    public string Tenant => delivery.CreatorId;
    public DateTimeOffset OccurredAt => occurredAt;
    public string? TraceParent => delivery.TraceParent;

    /// <summary>Names the next update of this delivery, the same however often it is decided.</summary>
    public UpdateOrigin Next() => new(delivery.Platform, commands++ == 0 ? delivery.IdempotencyKey : $"{delivery.IdempotencyKey}#{commands}",
        delivery.Platform == Platforms.Manual ? null : delivery.ConnectionId);

    public NewEvent Stamp(Guid id, object happened, int ordinal)
    {
        var data = CanonicalJson.Serialize(happened, happened.GetType());
        var headers = CanonicalJson.Serialize(new EventHeaders
        {
            OccurredAt = occurredAt, ReceivedAt = delivery.ReceivedAt, Source = delivery.Platform, ConnectionId = delivery.ConnectionId,
            DeliveryId = delivery.Id, IdempotencyKey = delivery.IdempotencyKey, TraceParent = delivery.TraceParent,
            ActorId = delivery.Actor?.Id, ActorName = delivery.Actor?.Name,
            Checksum = CanonicalJson.Checksum(data), TimeAdjusted = timeAdjusted ? true : null,
        });
        return new(id, Names[happened.GetType()], data, headers, correlationId, delivery.Id, ordinal);
    }
}

/// <summary>The metadata of a stored event, as its headers.</summary>
internal sealed record EventHeaders
{
    /// <summary>The platform's time.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string Source { get; init; }
    public required string ConnectionId { get; init; }
    public required string DeliveryId { get; init; }
    public required string IdempotencyKey { get; init; }
    public string? TraceParent { get; init; }

    /// <summary>The public id of the API key that a person used; null for what no person wanted.</summary>
    public string? ActorId { get; init; }

    /// <summary>The key's name at that time.</summary>
    public string? ActorName { get; init; }

    /// <summary>SHA-256 of the canonical data.</summary>
    public required string Checksum { get; init; }

    /// <summary>True when the platform's time lay in the future and the time of receipt stands instead.</summary>
    public bool? TimeAdjusted { get; init; }
}

using System.Text.Json;
using CreatorFlow.Contracts.Settings;

namespace CreatorFlow.Dashboard.Documenting;

// What answers that are written by hand look like. Nobody makes one of these: they are the description's schemas, and a test
// holds real answers against them (tests/Integration/Dashboard/described_api.cs).

/// <summary><c>role</c> is the strongest of the key's scopes.</summary>
internal sealed record Me(string CreatorId, string Name, string KeyId, string KeyName, string? Role, IReadOnlyList<string> Scopes);

/// <summary>Who stands behind a change: a key, and its name at that time.</summary>
internal sealed record ActorShown(string KeyId, string? Name);

/// <summary>A stored event. <c>data</c> depends on its type.</summary>
internal sealed record EventShown(Guid Id, string Stream, long Version, string Type, DateTimeOffset? OccurredAt, DateTime RecordedAt, string? Source, string? ConnectionId, string? DeliveryId,
    string? CorrelationId, string? CausationId, string? TraceId, ActorShown? Actor, JsonElement Data);

/// <summary>Units at a step.</summary>
internal sealed record UnitsShown(long OnHand, long Reserved, long Backordered, long Available);

internal sealed record PlaceStep(string Id, UnitsShown Before, UnitsShown After);

/// <summary>Why stock is what it is: an event, its rule, what stood before and after it.</summary>
internal sealed record StockStep(Guid Id, long Version, string Type, DateTimeOffset? OccurredAt, DateTime RecordedAt, string? Source, string? ConnectionId, string? DeliveryId,
    string? CorrelationId, string? CausationId, string? TraceId, ActorShown? Actor, string? Rule, string? Explanation, UnitsShown Before, UnitsShown After, IReadOnlyList<PlaceStep> Locations);

internal sealed record OrderMoment(string Status, bool Oversold, long Ordered, long Shipped);

/// <summary>An event of an order, what stood before and after it.</summary>
internal sealed record OrderStep(Guid Id, long Version, string Type, DateTimeOffset? OccurredAt, DateTime RecordedAt, string? Source, string? ConnectionId, string? DeliveryId,
    string? CorrelationId, string? CausationId, string? TraceId, ActorShown? Actor, string? Rule, string? Explanation, OrderMoment? Before, OrderMoment After);

internal sealed record SuggestionShown(string Sku, string Reason, decimal Score);

/// <summary>A listing; suggestions where it stands for none of the creator's SKUs.</summary>
internal sealed record ListingShown(string ConnectionId, string Platform, string ListingId, IReadOnlyList<string> Aliases, string? SellerSku, string? Barcode, string? Title, string? LinkedSku, string? OwnSku,
    long? Reported, DateTime? LastSeenAt)
{
    public IReadOnlyList<SuggestionShown>? Suggestions { get; init; }
}

/// <summary><c>outcome</c> is <c>applied</c>, <c>duplicate</c>, <c>accepted</c>, <c>refused</c> or <c>unavailable</c>.</summary>
internal sealed record LinkAnswered(string? ConnectionId, string? ListingId, string? Sku, string Outcome, string? Code);

internal sealed record LinksAnswered(IReadOnlyList<LinkAnswered> Items);

/// <summary><c>status</c> is <c>waiting</c>, <c>done</c>, <c>dead</c>, <c>failed</c> or <c>stale</c>.</summary>
internal sealed record PushShown(string ConnectionId, string ListingId, string ChannelLocation, string Sku, string RunId, string Status, string? Failure, long Quantity, long? Expected, bool Critical, int Attempts,
    DateTime WantedAt, DateTime DueAt, DateTime? AnsweredAt);

internal sealed record PausedShown(string Id, bool Paused);

internal sealed record SecretsShown(IReadOnlyList<Connections.ShownSecret> Items, string? NextCursor);

/// <summary>The only time that a secret is told.</summary>
internal sealed record SecretMade(string Id, string Secret, DateTimeOffset Since, DateTimeOffset? PreviousUntil);

/// <summary><c>status</c> is <c>waiting</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</summary>
internal sealed record SyncRunShown(string Id, string ConnectionId, string Platform, string AskedBy, string Status, string? Failure, bool DryRun, DateTime RequestedAt, DateTime? StartedAt, DateTime? FinishedAt,
    int Attempts, int Pages, long Listings, long Matching, long Settling, long Drifting, long Repairs, decimal? Accuracy)
{
    /// <summary>Differences by cause; of one run, not in lists.</summary>
    public IReadOnlyDictionary<string, long>? Causes { get; init; }
}

internal sealed record DifferenceShown(string ListingId, string ChannelLocation, string? Sku, string Cause, string Repair, long? Due, long? Believed, long? Shown);

/// <summary>Null: as the level above says.</summary>
internal sealed record ConflictSettingsShown(string? Strategy, IReadOnlyList<string>? Ranks, int? WindowSeconds, IReadOnlyDictionary<string, ConflictSettings> Channels, long Version);

/// <summary>A webhook as it was received, and what became of it.</summary>
internal sealed record DeliveryShown(string Id, string ConnectionId, string Platform, string Topic, DateTime ReceivedAt, string Verdict, string Outcome, string? Reason, string? Code, string? Stage,
    string IdempotencyKey, string Checksum, string? TraceId, int Bytes, DateTime? ReplayedAt, string? ReplayOutcome)
{
    /// <summary><c>utf8</c> or <c>base64</c>; of one delivery, not in lists.</summary>
    public string? BodyEncoding { get; init; }

    public string? Body { get; init; }
}

internal sealed record ReplayStarted(string Id, string Status);

internal sealed record SkippedDelivery(string Id, string Code);

internal sealed record ReplaysStarted(int Replayed, IReadOnlyList<SkippedDelivery> Skipped, string? NextCursor);

/// <summary>An event that could not be decided, or waits behind one.</summary>
internal sealed record ParkedShown(string Id, string Aggregate, string DeliveryId, string Status, string Reason, string? Stage, DateTimeOffset ParkedAt, DateTimeOffset? SettledAt, JsonElement Event);

/// <summary>A change: <c>data</c> is the stock item or order as it is now, null when it is no more.</summary>
/// <summary><c>traceId</c> is there where the trace of what changed it is kept: see <c>/changes/shown</c>.</summary>
internal sealed record ChangeShown(string Cursor, string Topic, string Id, long Version, DateTime OccurredAt, DateTime RecordedAt, JsonElement? Data)
{
    public string? TraceId { get; init; }
}

internal sealed record ChangesShown(IReadOnlyList<ChangeShown> Changes, string Cursor, bool HasMore);

internal sealed record RangeSum(int Range, int Count, string Sum);

internal sealed record ChecksumsShown(string Topic, string Cursor, int Count, IReadOnlyList<RangeSum> Ranges);

internal sealed record VersionShown(string Id, long Version);

internal sealed record RangeVersions(string Cursor, IReadOnlyList<VersionShown> Items);

internal sealed record WinnerShown(string Key, string Source, string Change, long Quantity, DateTimeOffset OccurredAt);

internal sealed record MutationConflictShown(string Reason)
{
    public string? Id { get; init; }

    public string? Status { get; init; }

    public WinnerShown? Winner { get; init; }
}

/// <summary><c>result</c> is <c>applied</c>, <c>duplicate</c>, <c>conflict</c>, <c>refused</c>, or <c>accepted</c> when it is not decided yet: ask again.</summary>
internal sealed record MutationAnswered(string Id, string Result)
{
    public string? Sku { get; init; }

    public string? Code { get; init; }

    public MutationConflictShown? Conflict { get; init; }
}

internal sealed record MutationsAnswered(IReadOnlyList<MutationAnswered> Results, IReadOnlyList<Contracts.ReadModels.StockItem> Items);

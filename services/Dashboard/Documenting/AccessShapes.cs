using System.Text.Json;
using CreatorFlow.Dashboard.Sharing;

namespace CreatorFlow.Dashboard.Documenting;

// As in Shapes.cs: what answers look like that are written by hand, for the description alone.

/// <summary>The only time that a key is told.</summary>
internal sealed record KeyMade(string Id, string Key, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);

/// <summary>The only time that the new key is told. Null: the one it replaces opens until it is revoked, or until this one is rotated.</summary>
internal sealed record KeyRotated(string Id, string Key, string Name, string? Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Replaces, DateTimeOffset? PreviousUntil);

/// <summary>The only time that the token is told, and with it the address.</summary>
internal sealed record LinkMade(string Id, string Token, string Path, string Label, string Scope, string? Sku, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

internal sealed record SharedItemShown(string Sku, string? Title, long Available);

/// <summary>What a share link shows to anybody. <c>sessions</c> is there for a link to work sessions alone, which has no items.</summary>
internal sealed record SharedShown(string Label, DateTimeOffset ExpiresAt, IReadOnlyList<SharedItemShown> Items, string? NextCursor)
{
    public SharedSessionsShown? Sessions { get; init; }
}

/// <summary>A change that a key has made. <c>data</c> depends on what it was.</summary>
internal sealed record AuditedChange(string Id, DateTimeOffset At, ActorShown Who, string What, string Subject, string? DeliveryId, JsonElement Data);

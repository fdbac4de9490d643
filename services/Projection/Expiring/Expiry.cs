namespace CreatorFlow.Projection.Expiring;

/// <summary>When an unpaid order's reservation ends.</summary>
/// <param name="CreatorId">Whose.</param>
/// <param name="Platform">The order's.</param>
/// <param name="ConnectionId">The order's.</param>
/// <param name="OrderId">The platform's id of it.</param>
/// <param name="DueAt">UTC.</param>
internal sealed record Expiry(string CreatorId, string Platform, string ConnectionId, string OrderId, DateTimeOffset DueAt);

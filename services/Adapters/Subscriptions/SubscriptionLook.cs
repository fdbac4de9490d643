namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>A look at a connection's subscriptions that is this replica's, as it was taken.</summary>
/// <param name="ConnectionId">Whose.</param>
/// <param name="Number">Which look at it; the next one's is higher.</param>
/// <param name="Status">What the look before left.</param>
/// <param name="Missing">Topics that were missing when that was last noticed.</param>
internal sealed record SubscriptionLook(string ConnectionId, long Number, string Status, IReadOnlyList<string> Missing);

/// <summary>The stored words of how a connection's subscriptions stand.</summary>
internal static class SubscriptionStatus
{
    public const string Healthy = "healthy";
    public const string Missing = "missing";
    public const string Repaired = "repaired";
}

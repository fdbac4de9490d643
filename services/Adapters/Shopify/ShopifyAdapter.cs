using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>Shopify shops, by the Admin GraphQL API. A listing is an inventory item, its location one of the shop's.</summary>
internal sealed class ShopifyAdapter(QuantityWriter writer, LevelReader reader, ShopLocations locations, WebhookSubscriptions subscriptions) : IChannelAdapter
{
    private const string NotSetUp = "shopify.settings";

    public string Platform => Platforms.Shopify;
    public int MostPerCall => Documents.MostInputs;
    public int CallsAtOnce => 2;
    public bool NamesLocations => true;
    public bool KeepsSubscriptions => true;

    public async Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation)
    {
        if (ShopifyAccount.From(connection) is not { } account) return [.. items.Select(_ => new PushResult.Refused(NotSetUp))];
        var primary = items.Any(i => i.Location.Length == 0) ? await locations.PrimaryAsync(account, cancellation) : null;
        var placed = items.Select(item => Place(item, primary)).ToList();
        var wishes = placed.Where(p => p.Refusal is null).Select(p => p.Wish!).DistinctBy(w => (w.Item.ListingId, w.Location));
        var results = await writer.WriteAsync(account, wishes, cancellation);
        // The same level twice in one call is an error to Shopify: the later one comes again by itself.
        return [.. placed.Select(p => p.Refusal ?? (results.TryGetValue(p.Wish!, out var result) ? result : new PushResult.Unavailable("shopify.told_twice")))];
    }

    public async Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation) =>
        ShopifyAccount.From(connection) is { } account ? await reader.ReadAsync(account, cursor, cancellation) : new PageAnswer.Refused(NotSetUp);

    /// <inheritdoc/>
    /// <remarks>Four points for each listing, where a level has cost two.</remarks>
    public async Task<PageAnswer> DescribeAsync(Connection connection, IReadOnlyList<ListedStock> listings, CancellationToken cancellation) =>
        ShopifyAccount.From(connection) is { } account ? await reader.DescribeAsync(account, listings, cancellation) : new PageAnswer.Refused(NotSetUp);

    public async Task<SubscriptionAnswer> FindMissingTopicsAsync(Connection connection, Uri address, CancellationToken cancellation) =>
        ShopifyAccount.From(connection) is { } account ? await subscriptions.FindMissingAsync(account, address, cancellation) : new SubscriptionAnswer.Failure(NotSetUp, Passing: false);

    public async Task<SubscriptionAnswer> SubscribeAsync(Connection connection, Uri address, string topic, CancellationToken cancellation) =>
        ShopifyAccount.From(connection) is { } account ? await subscriptions.SubscribeAsync(account, address, topic, cancellation) : new SubscriptionAnswer.Failure(NotSetUp, Passing: false);

    private static Placed Place(PushItem item, LocationAnswer? primary)
    {
        if (!Gid.IsNumber(item.ListingId)) return new Placed(null, new PushResult.Refused("shopify.listing_id"));
        if (item.Location.Length > 0)
            return Gid.IsNumber(item.Location) ? new Placed(new Wish(item, item.Location), null) : new Placed(null, new PushResult.Refused("shopify.location_id"));
        return primary switch
        {
            LocationAnswer.Found found => new Placed(new Wish(item, found.Ids[0]), null),
            LocationAnswer.Refused refused => new Placed(null, new PushResult.Refused(refused.Code)),
            LocationAnswer.Unavailable unavailable => new Placed(null, new PushResult.Unavailable(unavailable.Code, unavailable.RetryAfter)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>An item with its location, or why it has none.</summary>
    private sealed record Placed(Wish? Wish, PushResult? Refusal);
}

using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Tells TikTok Shop what its SKUs are to show: one call for each product, with all of its SKUs that changed.</summary>
/// <remarks>
/// A listing is the platform's SKU id, a location its warehouse id; empty is the first warehouse that the platform names for
/// the SKU, mostly the only one. The call sets quantities and compares nothing: <see cref="PushResult.Stale"/> never comes,
/// and what a sale changed meanwhile is found by reading back when channels are reconciled. It must name every warehouse of
/// a SKU, so those that nothing is wanted for are read just before and written back as they were: no other call may have the SKU
/// meanwhile, which claims see to (<c>Pushing/claim.sql</c>). Thread-safe.
/// Sources: Update Inventory (202309), Inventory Search (202309), Search Products (202502).
/// </remarks>
internal sealed class TikTokAdapter(ShopStock stock, SkuDirectory directory, ShopWebhooks webhooks) : IChannelAdapter
{
    private const string NotSetUp = "connection.incomplete";

    public string Platform => Platforms.TikTok;

    public int MostPerCall => ShopStock.MostSkus;

    /// <summary>Rounds; each tells several products at once.</summary>
    public int CallsAtOnce => 2;

    public async Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation)
    {
        if (TikTokAccount.From(connection) is not { } account) return [.. items.Select(_ => new PushResult.Refused(NotSetUp))];
        return await new PushRound(stock, directory, new Shop(connection, account), items).RunAsync(cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Products on sale only; each SKU once for every warehouse that keeps it.</remarks>
    public async Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        if (TikTokAccount.From(connection) is not { } account) return new PageAnswer.Refused(NotSetUp);
        var answer = await stock.PageAsync(new Shop(connection, account), cursor, cancellation);
        if (answer.Data is not { } found) return (answer.Failure ?? ApiFailure.Unreadable).AsPage();
        var products = found.Products ?? [];
        foreach (var product in products) Learn(connection, product);
        return new PageAnswer.Page([.. products.SelectMany(Listings)], string.IsNullOrEmpty(found.NextPageToken) ? null : found.NextPageToken);
    }

    public bool KeepsSubscriptions => true;

    public async Task<SubscriptionAnswer> FindMissingTopicsAsync(Connection connection, Uri address, CancellationToken cancellation) =>
        TikTokAccount.From(connection) is { } account ? await webhooks.FindMissingAsync(new Shop(connection, account), address, cancellation) : new SubscriptionAnswer.Failure(NotSetUp, Passing: false);

    public async Task<SubscriptionAnswer> SubscribeAsync(Connection connection, Uri address, string topic, CancellationToken cancellation) =>
        TikTokAccount.From(connection) is { } account ? await webhooks.SubscribeAsync(new Shop(connection, account), address, topic, cancellation) : new SubscriptionAnswer.Failure(NotSetUp, Passing: false);

    private void Learn(Connection connection, ShopProduct product)
    {
        foreach (var sku in product.Skus ?? [])
            if (sku.Inventory is { Count: > 0 } inventory) directory.Learn(connection, sku.Id, new SkuPlace(product.Id, [.. inventory.Select(w => w.WarehouseId).Distinct(StringComparer.Ordinal)]));
    }

    private static IEnumerable<ListedStock> Listings(ShopProduct product) => (product.Skus ?? []).SelectMany(sku => sku.Inventory is { Count: > 0 } inventory
        ? inventory.Select(warehouse => Listed(product, sku, warehouse.WarehouseId, warehouse.Quantity))
        : [Listed(product, sku, "", null)]);

    private static ListedStock Listed(ShopProduct product, ShopSku sku, string warehouse, long? quantity) => new(sku.Id, warehouse, quantity)
    {
        Sku = string.IsNullOrWhiteSpace(sku.SellerSku) ? null : sku.SellerSku,
        Title = product.Title,
        ProductId = product.Id,
    };
}

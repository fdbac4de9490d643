namespace CreatorFlow.Adapters.Shopify;

/// <summary>What is asked of the Admin API.</summary>
/// <remarks>
/// shopify.dev, Admin GraphQL 2026-04: <c>inventorySetQuantities</c> demands <c>changeFromQuantity</c> (null opts out) and
/// <c>@idempotent</c>; <c>location</c> without an id is the primary one; an item's <c>variant</c> is deprecated for <c>variants</c>;
/// a webhook subscription's <c>callbackUrl</c> is deprecated for <c>uri</c>, its topics are an enum (<c>ORDERS_CREATE</c>).
/// </remarks>
internal static class Documents
{
    /// <summary>Input arrays hold so many at most (shopify.dev/api/usage/limits).</summary>
    public const int MostInputs = 250;

    public const string SetQuantities =
        "mutation InventorySet($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) { inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey) { inventoryAdjustmentGroup { createdAt reason referenceDocumentUri changes { name delta quantityAfterChange } } userErrors { code field message } } }";

    public const string Shown =
        "query Shown($ids: [ID!]!, $locationId: ID!) { nodes(ids: $ids) { ... on InventoryItem { id inventoryLevel(locationId: $locationId) { quantities(names: [\"available\"]) { name quantity } } } } }";

    public const string PrimaryLocation = "query PrimaryLocation { location { id } }";

    public const string Locations = "query Locations($first: Int!) { locations(first: $first) { nodes { id } } }";

    /// <summary>Each object is charged: a level and its quantity are two. The level's own id names its item.</summary>
    public const string Levels =
        "query Levels($locationId: ID!, $first: Int!, $after: String) { location(id: $locationId) { inventoryLevels(first: $first, after: $after) { nodes { id quantities(names: [\"available\"]) { name quantity } } pageInfo { hasNextPage endCursor } } } }";

    public const string Details =
        "query Details($ids: [ID!]!) { nodes(ids: $ids) { ... on InventoryItem { id sku tracked variants(first: 1) { nodes { id title barcode product { id title } } } } } }";

    public const string Subscriptions =
        "query Subscriptions($first: Int!, $after: String) { webhookSubscriptions(first: $first, after: $after) { nodes { topic uri } pageInfo { hasNextPage endCursor } } }";

    public const string Subscribe =
        "mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) { webhookSubscription { id } userErrors { field message } } }";
}

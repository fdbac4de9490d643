namespace CreatorFlow.Adapters.Shopify;

/// <summary>What is asked of the Admin API about orders.</summary>
/// <remarks>
/// shopify.dev, Admin GraphQL 2026-04. A single query may cost 1,000 points, and connections within connections multiply: so an
/// order, each of its shipments and each of its refunds are asked for apart. Payment terms are left out, which need a scope
/// of their own (<c>read_payment_terms</c>). Orders older than sixty days need <c>read_all_orders</c>.
/// </remarks>
internal static class OrderDocuments
{
    /// <summary>Rows of a page within an order.</summary>
    public const int Rows = 50;

    public const string List =
        "query Orders($first: Int!, $after: String, $query: String!) { orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id updatedAt displayFinancialStatus displayFulfillmentStatus } pageInfo { hasNextPage endCursor } } }";

    public const string Order =
        "query Order($id: ID!, $first: Int!, $after: String, $parts: Int!) { order(id: $id) { id name createdAt updatedAt cancelledAt cancelReason displayFinancialStatus displayFulfillmentStatus paymentGatewayNames "
        + "lineItems(first: $first, after: $after) { nodes { id sku title quantity currentQuantity variant { id } originalUnitPriceSet { shopMoney { amount currencyCode } } } pageInfo { hasNextPage endCursor } } "
        + "fulfillments(first: $parts) { id status createdAt trackingInfo { number company } } refunds(first: $parts) { id } } }";

    public const string Shipment =
        "query Shipment($id: ID!, $first: Int!, $after: String) { fulfillment(id: $id) { fulfillmentLineItems(first: $first, after: $after) { nodes { quantity lineItem { id } } pageInfo { hasNextPage endCursor } } } }";

    public const string Refund =
        "query Refund($id: ID!, $first: Int!, $after: String) { refund(id: $id) { refundLineItems(first: $first, after: $after) { nodes { quantity restockType lineItem { id } } pageInfo { hasNextPage endCursor } } } }";

    public const string Payments =
        "query Payments($id: ID!, $first: Int!, $after: String) { refund(id: $id) { transactions(first: $first, after: $after) { nodes { kind status amountSet { shopMoney { amount currencyCode } } } pageInfo { hasNextPage endCursor } } } }";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Tests.Unit.Adapters;

/// <summary>An order as the Admin API shows it says what its webhooks say: Shopify's own sample in both forms.</summary>
public sealed class Shopify_order_translation
{
    private const string Webhook = """
        { "id": 820982911946154508, "name": "#9999", "created_at": "2021-12-31T19:00:00-05:00", "updated_at": "2022-01-01T10:00:00-05:00", "currency": "USD",
          "financial_status": "partially_refunded", "cancelled_at": null, "payment_gateway_names": ["visa", "bogus"],
          "line_items": [
            { "id": 866550311766439020, "variant_id": 808950810, "title": "IPod Nano - 8GB", "sku": "IPOD2008PINK", "quantity": 3, "current_quantity": 1,
              "price_set": { "shop_money": { "amount": "199.00", "currency_code": "USD" } } },
            { "id": 141249953214522974, "variant_id": null, "title": "Gift", "sku": "", "quantity": 1, "current_quantity": 1, "price_set": { "shop_money": { "amount": "0.00", "currency_code": "USD" } } } ],
          "fulfillments": [
            { "id": 255858046, "status": "success", "created_at": "2022-01-01T08:00:00-05:00", "tracking_number": "1Z2345", "tracking_company": "UPS",
              "line_items": [ { "id": 866550311766439020, "variant_id": 808950810, "title": "IPod Nano - 8GB", "sku": "IPOD2008PINK", "quantity": 1 } ] },
            { "id": 255858047, "status": "cancelled", "created_at": "2022-01-01T07:00:00-05:00", "tracking_number": "1Z9", "line_items": [] } ],
          "refunds": [ { "refund_line_items": [ { "line_item_id": 866550311766439020, "quantity": 1, "restock_type": "cancel" } ],
            "transactions": [ { "kind": "refund", "status": "success", "amount": "199.00", "currency": "USD" } ] } ] }
        """;

    private const string Api = """
        { "id": "gid://shopify/Order/820982911946154508", "name": "#9999", "createdAt": "2022-01-01T00:00:00Z", "updatedAt": "2022-01-01T15:00:00Z", "cancelledAt": null, "cancelReason": null,
          "displayFinancialStatus": "PARTIALLY_REFUNDED", "displayFulfillmentStatus": "PARTIALLY_FULFILLED", "paymentGatewayNames": ["visa", "bogus"],
          "lineItems": [
            { "id": "gid://shopify/LineItem/866550311766439020", "variant": { "id": "gid://shopify/ProductVariant/808950810" }, "title": "IPod Nano - 8GB", "sku": "IPOD2008PINK", "quantity": 3, "currentQuantity": 1,
              "originalUnitPriceSet": { "shopMoney": { "amount": "199.0", "currencyCode": "USD" } } },
            { "id": "gid://shopify/LineItem/141249953214522974", "variant": null, "title": "Gift", "sku": "", "quantity": 1, "currentQuantity": 1, "originalUnitPriceSet": { "shopMoney": { "amount": "0.0", "currencyCode": "USD" } } } ],
          "fulfillments": [
            { "id": "gid://shopify/Fulfillment/255858046", "status": "SUCCESS", "createdAt": "2022-01-01T13:00:00Z", "trackingInfo": [ { "number": "1Z2345", "company": "UPS" } ],
              "fulfillmentLineItems": [ { "quantity": 1, "lineItem": { "id": "gid://shopify/LineItem/866550311766439020" } } ] },
            { "id": "gid://shopify/Fulfillment/255858047", "status": "CANCELLED", "createdAt": "2022-01-01T12:00:00Z", "trackingInfo": [], "fulfillmentLineItems": [] } ],
          "refunds": [ { "id": "gid://shopify/Refund/1", "refundLineItems": [ { "quantity": 1, "restockType": "CANCEL", "lineItem": { "id": "gid://shopify/LineItem/866550311766439020" } } ],
            "transactions": [ { "kind": "REFUND", "status": "SUCCESS", "amountSet": { "shopMoney": { "amount": "199.0", "currencyCode": "USD" } } } ] } ] }
        """;

    [Fact]
    public void It_says_what_the_webhooks_say()
    {
        var read = Read();
        Assert.Equal(Text(Told("orders/create")[0]), Text(read[0]));
        var updated = Told("orders/updated");
        Assert.Equal(Text(updated[0]), Text(read[1]));
        Assert.Equal(Text(Told("orders/fulfilled")[1]), Text(Assert.Single(read.OfType<OrderDispatched>())));
        Assert.Equal(Text(updated[1]), Text(Assert.Single(read.OfType<OrderLinesCancelled>())));
        Assert.Equal(4, read.Count);
    }

    [Fact]
    public void A_cancelled_order_is_called_off_for_the_same_reason_and_its_lines_are_left_to_that()
    {
        var read = Read(o => (o["cancelledAt"], o["cancelReason"], o["refunds"], o["fulfillments"]) = ("2022-01-01T14:00:00Z", "CUSTOMER", new JsonArray(), new JsonArray()));
        var told = Assert.IsType<OrderCalledOff>(Told("orders/cancelled", o => (o["cancelled_at"], o["cancel_reason"]) = ("2022-01-01T09:00:00-05:00", "customer"))[0]);
        Assert.Equal(told, read[^1]);
        Assert.Empty(read.OfType<OrderLinesCancelled>());
    }

    [Theory]
    [InlineData("PENDING", "shopify_payments", true)]
    [InlineData("PENDING", "Bank Deposit", false)]
    [InlineData("PENDING", null, false)]
    [InlineData("PAID", "shopify_payments", false)]
    public void A_payment_is_open_while_a_checkout_waits_for_it(string status, string? gateway, bool open)
    {
        var placed = Assert.IsType<OrderPlaced>(Read(o => (o["displayFinancialStatus"], o["paymentGatewayNames"]) = (status, gateway is null ? new JsonArray() : new JsonArray(gateway)))[0]);
        Assert.Equal(open, placed.PaymentOpen);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("createdAt")]
    [InlineData("lineItems")]
    public void What_is_no_order_is_refused(string missing) => Assert.Throws<JsonException>(() => Read(o => o.Remove(missing)));

    private static IReadOnlyList<ChannelEvent> Read(Action<JsonObject>? change = null) => ShopifyOrderTranslator.Translate(CreatorFlow.Adapters.Shopify.ShopifyOrder.Read(Changed(Api, change)));

    private static IReadOnlyList<ChannelEvent> Told(string topic, Action<JsonObject>? change = null)
    {
        Assert.True(PayloadDocument.TryParse(Changed(Webhook, change), out var document, out _));
        using (document) return Assert.IsType<Translation.Understood>(ShopifyTranslator.Translate(topic, document!.Root, DateTimeOffset.UnixEpoch)).Events;
    }

    private static byte[] Changed(string json, Action<JsonObject>? change)
    {
        var order = JsonNode.Parse(json)!.AsObject();
        change?.Invoke(order);
        return JsonSerializer.SerializeToUtf8Bytes(order);
    }

    /// <summary>Moments alike, whatever their offset.</summary>
    private static string Text(ChannelEvent happened) => JsonSerializer.Serialize(happened).Replace("+00:00", "Z", StringComparison.Ordinal);
}

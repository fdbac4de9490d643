using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Shopify;

namespace CreatorFlow.Tests.Unit.Ingest;

public sealed class RefundTests
{
    private static OrderLinesCancelled Refund(string lines, string refunds) => Given.Delivery(new ShopifySource(),
        $$"""{"id":1,"updated_at":"2026-11-21T10:00:00Z","currency":"USD","line_items":{{lines}},"refunds":{{refunds}}}""", ("X-Shopify-Topic", "orders/updated")).Events.OfType<OrderLinesCancelled>().Single();

    [Fact]
    public void Units_of_all_refunds_are_one_total_and_money_is_summed()
    {
        var said = Refund("""[{"id":11,"quantity":3,"current_quantity":1},{"id":12,"quantity":1,"current_quantity":1}]""",
            """[{"refund_line_items":[{"line_item_id":11,"quantity":1,"restock_type":"cancel"}],"transactions":[{"kind":"refund","status":"success","amount":"10.00","currency":"USD"}]},{"refund_line_items":[{"line_item_id":11,"quantity":1,"restock_type":"return"}],"transactions":[{"kind":"refund","status":"success","amount":"2.50","currency":"USD"},{"kind":"refund","status":"failure","amount":"9.00","currency":"USD"}]}]""");
        Assert.Equal([new CancelledLine { LineId = "11", Cancelled = 2 }], said.Lines);
        Assert.Equal(new Money(1_250, "USD"), said.Refunded);
    }

    [Fact]
    public void A_refund_that_restocks_nothing_leaves_the_units_and_an_edit_takes_them()
    {
        var said = Refund("""[{"id":11,"quantity":2,"current_quantity":1},{"id":12,"quantity":3,"current_quantity":2}]""",
            """[{"refund_line_items":[{"line_item_id":11,"quantity":1,"restock_type":"no_restock"}],"transactions":[]}]""");
        Assert.Equal([new CancelledLine { LineId = "12", Cancelled = 1 }], said.Lines);
        Assert.Null(said.Refunded);
    }
}

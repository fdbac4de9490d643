using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Csv;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Inventory;
using CreatorFlow.Dashboard.Orders;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.EventStore;

namespace CreatorFlow.Dashboard.Exporting;

/// <summary><c>/api/v1/export</c>: all SKUs and all orders as files. A file is read page by page, so it holds what changed meanwhile, and holds up nobody.</summary>
internal static class ExportEndpoints
{
    private static readonly string[] StockColumns = ["sku", "title", "location", "on_hand", "reserved", "available", "low_stock_below", "total_on_hand", "total_available", "version", "updated_at"];
    private static readonly string[] OrderColumns = ["id", "name", "platform", "connection_id", "status", "oversold", "placed_at", "updated_at", "line_id", "sku", "listing_id", "title", "quantity", "reserved", "shipped", "cancelled", "returned", "unit_price_minor", "currency"];

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/export").WithTags("Files");
        exports.MapGet("/inventory.csv", Stock).WithName("ExportInventory").AnswersCsv();
        exports.MapGet("/orders.csv", Orders).WithName("ExportOrders").AnswersCsv();
    }

    /// <summary>A line for each location of a SKU; one without any where it has none.</summary>
    private static CsvAnswer Stock(HttpContext context, InventoryQueries queries, string? q) => new("inventory.csv", StockColumns, async (lines, cancellation) =>
    {
        await foreach (var row in PagesAsync(page => queries.ListBySkuAsync(context.Creator().CreatorId, page, q, cancellation), parts: 1))
        {
            var item = CanonicalJson.Deserialize<StockItem>(row.Stored);
            foreach (var place in item.Locations.DefaultIfEmpty(new("", item.OnHand, item.Reserved, item.Available)))
                await lines.WriteAsync(item.Sku, item.Title, place.Id, place.OnHand, place.Reserved, place.Available, item.LowStockBelow, item.OnHand, item.Available, item.Version, item.UpdatedAt);
        }
    });

    /// <summary>A line for each line of an order, the newest order first.</summary>
    private static CsvAnswer Orders(HttpContext context, OrderQueries queries, string? status, string? platform, string? q) => new("orders.csv", OrderColumns, async (lines, cancellation) =>
    {
        await foreach (var row in PagesAsync(page => queries.ListAsync(context.Creator().CreatorId, page, new(status, platform, q), cancellation), parts: 2))
        {
            var order = CanonicalJson.Deserialize<OrderSummary>(row.Stored);
            foreach (var line in order.Lines)
                await lines.WriteAsync(order.Id, order.Name, order.Platform, order.ConnectionId, order.Status, order.Oversold, order.PlacedAt, order.UpdatedAt, line.LineId, line.Sku, line.ListingId,
                    line.Title, line.Quantity, line.Reserved, line.Shipped, line.Cancelled, line.Returned, line.UnitPrice?.AmountMinor, line.UnitPrice?.Currency);
        }
    });

    private static async IAsyncEnumerable<PageRow> PagesAsync(Func<PageRequest, Task<IReadOnlyList<PageRow>>> read, int parts)
    {
        for (var cursor = (string?)null; ;)
        {
            if (PageRequest.Parse(null, cursor, parts, out var page) is not null) yield break;
            page = page with { Limit = PageRequest.MaxLimit };
            var rows = await read(page);
            foreach (var row in rows.Take(page.Limit)) yield return row;
            if (rows.Count <= page.Limit) yield break;
            cursor = rows[page.Limit - 1].Cursor;
        }
    }
}

using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary><c>/api/v1/inventory</c>: stock and its history.</summary>
internal static class InventoryEndpoints
{
    private const string Events = "/events";

    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        var inventory = routes.MapGroup("/inventory").WithTags("Inventory");
        inventory.MapGet("/", ListAsync).WithName("ListInventory");
        // A SKU may contain a slash: the rest of the path is the SKU, and /events at its end asks for its history.
        inventory.MapGet("/{**sku}", GetAsync).WithName("GetInventoryItem");
    }

    private static async Task<IResult> ListAsync(HttpContext context, InventoryQueries queries, string? limit, string? cursor, string? q) =>
        PageRequest.Parse(limit, cursor, parts: 1, out var page)
        ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, q, context.RequestAborted), page.Limit);

    private static async Task<IResult> GetAsync(HttpContext context, InventoryQueries queries, EventHistory history, string sku, string? limit, string? cursor)
    {
        var creator = context.Creator().CreatorId;
        sku = sku.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // the one escape that routing leaves alone
        if (await queries.FindAsync(creator, sku, context.RequestAborted) is { } item)
            return new JsonAnswer(writer => CamelCase.Write(writer, item.Stored), item.Version);
        return sku.EndsWith(Events, StringComparison.Ordinal)
            ? await history.AnswerAsync(creator, $"inventory-{sku[..^Events.Length]}", limit, cursor, context.RequestAborted) ?? NotFound()
            : NotFound();
    }

    private static IResult NotFound() => Problem.Of(404, "item.not_found", "There is no such SKU.");
}

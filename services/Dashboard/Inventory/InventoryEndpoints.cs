using System.Globalization;
using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Explaining;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Inventory;

/// <summary><c>/api/v1/inventory</c>: stock and its history.</summary>
internal static class InventoryEndpoints
{
    private const string Root = "/api/v1/inventory/";

    public static void MapInventory(this IEndpointRouteBuilder routes)
    {
        var inventory = routes.MapGroup("/inventory").WithTags("Inventory");
        inventory.MapGet("/", ListAsync).WithName("ListInventory").Answers<PageOf<StockItem>>().Refuses(400, "limit.invalid", "cursor.invalid", "sort.invalid");
        inventory.MapGet("/{sku}", GetAsync).WithName("GetInventoryItem").AnswersVersioned<StockItem>().Ignores("limit", "cursor").Refuses(400, "as_of.invalid").Refuses(404, "item.not_found");
        inventory.MapGet("/{sku}/events", GetAsync).WithName("ListInventoryEvents").Answers<PageOf<EventShown>>().Ignores("asOf").Refuses(400, "limit.invalid", "cursor.invalid").Refuses(404, "item.not_found");
        inventory.MapGet("/{sku}/explain", GetAsync).WithName("ExplainInventoryItem").Answers<PageOf<StockStep>>().Refuses(400, "limit.invalid", "cursor.invalid", "as_of.invalid").Refuses(404, "item.not_found");
        inventory.MapGet("/{sku}/settings", GetAsync).WithName("GetStockSettings").AnswersVersioned<StockSettingsShown>().Ignores("limit", "cursor", "asOf").Refuses(404, "item.not_found").Refuses(410, "history.archived");
        // A SKU may contain a slash, so the rest of the path is its; PathTail takes /events, /explain and /settings off.
        inventory.MapGet("/{**sku}", GetAsync).ExcludeFromDescription();
    }

    private static Task<IResult> ListAsync(HttpContext context, InventoryQueries queries, string? limit, string? cursor, string? q, string? sort) => sort switch
    {
        null or "" or "sku" => ListBySkuAsync(context, queries, limit, cursor, q),
        "updatedAt" => ListByUpdateAsync(context, queries, limit, cursor, q),
        _ => Task.FromResult<IResult>(Problem.Of(400, "sort.invalid", "The list cannot be sorted like that.", "sort must be sku or updatedAt.")),
    };

    private static async Task<IResult> ListBySkuAsync(HttpContext context, InventoryQueries queries, string? limit, string? cursor, string? q) =>
        PageRequest.Parse(limit, cursor, parts: 1, out var page)
        ?? PageAnswer.Of(await queries.ListBySkuAsync(context.Creator().CreatorId, page, q, context.RequestAborted), page.Limit);

    private static async Task<IResult> ListByUpdateAsync(HttpContext context, InventoryQueries queries, string? limit, string? cursor, string? q)
    {
        if (PageRequest.Parse(limit, cursor, parts: 2, out var page) is { } problem) return problem;
        var before = DateTime.MaxValue;
        if (page.Part(0) is { } text && !DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out before))
            return PageRequest.NotOfThisList();
        return PageAnswer.Of(await queries.ListByUpdateAsync(context.Creator().CreatorId, page, DateTime.SpecifyKind(before, DateTimeKind.Utc), q, context.RequestAborted), page.Limit);
    }

    private static async Task<IResult> GetAsync(HttpContext context, InventoryQueries queries, EventHistory history, PastStock past, [AsParameters] ExplainQuery wanted)
    {
        var creator = context.Creator().CreatorId;
        var tail = PathTail.Of(context.Request, Root);
        return tail.Facet switch
        {
            Facet.History => await history.AnswerAsync(creator, $"inventory-{tail.Id}", wanted.Limit, wanted.Cursor, context.RequestAborted),
            Facet.Explanation => await past.ExplainAsync(creator, tail.Id, wanted, context.RequestAborted),
            Facet.Settings => await past.SettingsAsync(creator, tail.Id, context.RequestAborted),
            _ when !string.IsNullOrEmpty(wanted.AsOf) => await past.AnswerAsync(creator, tail.Id, wanted.AsOf, context.RequestAborted),
            _ => await NowAsync(queries, creator, tail.Id, context.RequestAborted),
        } ?? NotFound();
    }

    private static async Task<IResult?> NowAsync(InventoryQueries queries, string creator, string sku, CancellationToken cancellation) =>
        await queries.FindAsync(creator, sku, cancellation) is { } item ? new JsonAnswer(writer => CamelCase.Write(writer, item.Stored), item.Version) : null;

    private static IResult NotFound() => Problem.Of(404, "item.not_found", "There is no such SKU.");
}

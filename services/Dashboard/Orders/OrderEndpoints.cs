using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Orders;

/// <summary><c>/api/v1/orders</c>: orders and their lifecycle.</summary>
internal static class OrderEndpoints
{
    private const string Root = "/api/v1/orders/";

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/", ListAsync).WithName("ListOrders");
        // A source's own order ids may contain a slash; see PathTail.
        orders.MapGet("/{**id}", GetAsync).WithName("GetOrder");
    }

    private static async Task<IResult> ListAsync(HttpContext context, OrderQueries queries, string? limit, string? cursor, string? status, string? platform, string? q) =>
        PageRequest.Parse(limit, cursor, parts: 2, out var page)
        ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, new(status, platform, q), context.RequestAborted), page.Limit);

    private static async Task<IResult> GetAsync(HttpContext context, OrderQueries queries, EventHistory history, string id, string? limit, string? cursor)
    {
        var creator = context.Creator().CreatorId;
        var wanted = PathTail.Of(context.Request, Root, id);
        if (wanted.IsHistory)
            return await history.AnswerAsync(creator, $"order-{wanted.Id}", limit, cursor, context.RequestAborted) ?? NotFound();
        return await queries.FindAsync(creator, wanted.Id, context.RequestAborted) is { } order
            ? new JsonAnswer(writer => CamelCase.Write(writer, order.Stored), order.Version)
            : NotFound();
    }

    private static IResult NotFound() => Problem.Of(404, "order.not_found", "There is no such order.");
}

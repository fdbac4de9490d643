using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.History;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Orders;

/// <summary><c>/api/v1/orders</c>: orders and their lifecycle.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("/", ListAsync).WithName("ListOrders");
        orders.MapGet("/{id}", GetAsync).WithName("GetOrder");
        orders.MapGet("/{id}/events", EventsAsync).WithName("GetOrderEvents");
    }

    private static async Task<IResult> ListAsync(HttpContext context, OrderQueries queries, string? limit, string? cursor, string? status, string? platform, string? q) =>
        PageRequest.Parse(limit, cursor, parts: 2, out var page)
        ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, new(status, platform, q), context.RequestAborted), page.Limit);

    private static async Task<IResult> GetAsync(HttpContext context, OrderQueries queries, string id) =>
        await queries.FindAsync(context.Creator().CreatorId, id, context.RequestAborted) is { } order
            ? new JsonAnswer(writer => CamelCase.Write(writer, order.Stored), order.Version)
            : NotFound();

    private static async Task<IResult> EventsAsync(HttpContext context, EventHistory history, string id, string? limit, string? cursor) =>
        await history.AnswerAsync(context.Creator().CreatorId, $"order-{id}", limit, cursor, context.RequestAborted) ?? NotFound();

    private static IResult NotFound() => Problem.Of(404, "order.not_found", "There is no such order.");
}

using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Explaining;
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
        orders.MapGet("/", ListAsync).WithName("ListOrders").Answers<PageOf<OrderSummary>>().Refuses(400, "limit.invalid", "cursor.invalid");
        orders.MapGet("/{id}", GetAsync).WithName("GetOrder").AnswersVersioned<OrderSummary>().Ignores("limit", "cursor").Refuses(400, "as_of.invalid").Refuses(404, "order.not_found");
        orders.MapGet("/{id}/events", GetAsync).WithName("ListOrderEvents").Answers<PageOf<EventShown>>().Ignores("asOf").Refuses(400, "limit.invalid", "cursor.invalid").Refuses(404, "order.not_found");
        orders.MapGet("/{id}/explain", GetAsync).WithName("ExplainOrder").Answers<PageOf<OrderStep>>().Refuses(400, "limit.invalid", "cursor.invalid", "as_of.invalid").Refuses(404, "order.not_found");
        // A source's own order ids may contain a slash; see PathTail.
        orders.MapGet("/{**id}", GetAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(HttpContext context, OrderQueries queries, string? limit, string? cursor, string? status, string? platform, string? q) =>
        PageRequest.Parse(limit, cursor, parts: 2, out var page)
        ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, new(status, platform, q), context.RequestAborted), page.Limit);

    private static async Task<IResult> GetAsync(HttpContext context, OrderQueries queries, EventHistory history, PastOrders past, [AsParameters] ExplainQuery wanted)
    {
        var creator = context.Creator().CreatorId;
        var tail = PathTail.Of(context.Request, Root);
        return tail.Facet switch
        {
            Facet.History => await history.AnswerAsync(creator, $"order-{tail.Id}", wanted.Limit, wanted.Cursor, context.RequestAborted),
            Facet.Explanation => await past.ExplainAsync(creator, tail.Id, wanted, context.RequestAborted),
            _ when !string.IsNullOrEmpty(wanted.AsOf) => await past.AnswerAsync(creator, tail.Id, wanted.AsOf, context.RequestAborted),
            _ => await NowAsync(queries, creator, tail.Id, context.RequestAborted),
        } ?? NotFound();
    }

    private static async Task<IResult?> NowAsync(OrderQueries queries, string creator, string id, CancellationToken cancellation) =>
        await queries.FindAsync(creator, id, cancellation) is { } order ? new JsonAnswer(writer => CamelCase.Write(writer, order.Stored), order.Version) : null;

    private static IResult NotFound() => Problem.Of(404, "order.not_found", "There is no such order.");
}

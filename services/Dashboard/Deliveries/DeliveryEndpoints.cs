using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary><c>/api/v1/deliveries</c>: every webhook received, with what became of it.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("/", ListAsync).WithName("ListDeliveries").Answers<PageOf<DeliveryShown>>().Refuses(400, "limit.invalid", "cursor.invalid", "platform.invalid", "outcome.invalid", "time.invalid");
        deliveries.MapGet("/{id}", GetAsync).WithName("GetDelivery").Answers<DeliveryShown>().Refuses(404, "delivery.not_found");
        deliveries.MapReplays();
    }

    private static async Task<IResult> ListAsync(HttpContext context, DeliveryQueries queries, string? limit, string? cursor, [AsParameters] DeliveryQuery asked) =>
        PageRequest.Parse(limit, cursor, parts: 1, out var page)
        ?? DeliveryFilter.Parse(asked, out var filter)
        ?? PageAnswer.Of(await queries.ListAsync(context.Creator().CreatorId, page, filter, context.RequestAborted), page.Limit, PageAnswer.AsRendered);

    private static async Task<IResult> GetAsync(HttpContext context, DeliveryQueries queries, string id) =>
        await queries.FindAsync(context.Creator().CreatorId, id, context.RequestAborted) is { } found
            ? new JsonAnswer(found.Write)
            : Problem.Of(404, "delivery.not_found", "There is no such delivery.");
}

using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Analytics;

/// <summary><c>/api/v1/analytics</c>: what sold, what lasts how long, how synchronisation goes.</summary>
internal static class AnalyticsEndpoints
{
    private const int MostDays = 366;
    private const int MostDaysOfPushes = 92;

    public static void MapAnalytics(this IEndpointRouteBuilder routes)
    {
        var analytics = routes.MapGroup("/analytics").WithTags("Analytics");
        analytics.MapGet("/orders", OrdersAsync).WithName("GetOrderFigures").Answers<FiguresOf<DayOfOrders>>().Refuses(400, "day.invalid", "range.invalid", "time_zone.invalid");
        analytics.MapGet("/skus", SkusAsync).WithName("GetSkuFigures").Answers<FiguresOf<SkuSales>>().Refuses(400, "day.invalid", "range.invalid", "time_zone.invalid", "limit.invalid");
        analytics.MapGet("/stock", StockAsync).WithName("GetStockFigures").Answers<StockFigures>().Refuses(400, "days.invalid", "limit.invalid");
        analytics.MapGet("/sync", SyncAsync).WithName("GetSyncFigures").Answers<SyncFigures>().Refuses(400, "day.invalid", "range.invalid", "time_zone.invalid");
    }

    private static async Task<IResult> OrdersAsync(HttpContext context, AnalyticsQueries queries, TimeProvider clock, [AsParameters] RangeQuery asked) =>
        DayRange.Parse(asked, MostDays, clock.GetUtcNow(), out var days)
        ?? TypedResults.Ok(new FiguresOf<DayOfOrders>(days.From, days.To, days.TimeZone, await queries.OrdersAsync(context.Creator().CreatorId, days, context.RequestAborted)));

    private static async Task<IResult> SkusAsync(HttpContext context, AnalyticsQueries queries, TimeProvider clock, [AsParameters] RangeQuery asked, string? limit)
    {
        if (DayRange.Parse(asked, MostDays, clock.GetUtcNow(), out var days) is { } problem) return problem;
        if (Number(limit, 20, 1, 200) is not { } most) return Problem.Of(400, "limit.invalid", "The limit is not a number this list takes.", "limit must be 1 to 200.");
        return TypedResults.Ok(new FiguresOf<SkuSales>(days.From, days.To, days.TimeZone, await queries.SkusAsync(context.Creator().CreatorId, days, most, context.RequestAborted)));
    }

    private static async Task<IResult> StockAsync(HttpContext context, AnalyticsQueries queries, string? days, string? limit)
    {
        if (Number(days, 30, 1, MostDays) is not { } past) return Problem.Of(400, "days.invalid", "The days cannot be used.", $"days must be 1 to {MostDays}.");
        if (Number(limit, 50, 1, 500) is not { } most) return Problem.Of(400, "limit.invalid", "The limit is not a number this list takes.", "limit must be 1 to 500.");
        return TypedResults.Ok(await queries.StockAsync(context.Creator().CreatorId, past, most, context.RequestAborted));
    }

    private static async Task<IResult> SyncAsync(HttpContext context, AnalyticsQueries queries, TimeProvider clock, [AsParameters] RangeQuery asked) =>
        DayRange.Parse(asked, MostDaysOfPushes, clock.GetUtcNow(), out var days)
        ?? TypedResults.Ok(await queries.SyncAsync(context.Creator().CreatorId, days, context.RequestAborted));

    private static int? Number(string? text, int otherwise, int least, int most) =>
        string.IsNullOrEmpty(text) ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}

using System.Globalization;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Dashboard.Traces;

/// <summary><c>/api/v1/traces</c>: what a creator's deliveries passed through, hop by hop.</summary>
internal static class TraceEndpoints
{
    private const int Most = 100;
    private const int IdLength = 32;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var traces = routes.MapGroup("/traces").WithTags("Traces");
        traces.MapGet("/", ListAsync).WithName("ListTraces").Answers<TracesShown>().Refuses(400, "limit.invalid", "traces.one_filter");
        traces.MapGet("/{id}", GetAsync).WithName("GetTrace").Answers<TraceDetail>().Refuses(404, "trace.not_found");
    }

    private static async Task<IResult> ListAsync(HttpContext context, TraceQueries queries, string? limit, bool? remarkable, string? delivery, string? sku, string? order)
    {
        var count = Most;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > Most))
            return Problem.Of(400, "limit.invalid", "The list cannot be that long.", $"limit must be a number from 1 to {Most}.");
        string?[] filters = [delivery, sku, order];
        if (filters.Count(f => !string.IsNullOrEmpty(f)) > 1) return Problem.Of(400, "traces.one_filter", "Ask for one thing at a time.", "Only one of delivery, sku and order can be given.");
        var filter = new TraceFilter(count, remarkable == true) { Delivery = Given(delivery), Sku = Given(sku), Order = Given(order) };
        return TypedResults.Ok(new TracesShown([.. (await queries.FindAsync(context.Creator(), filter, context.RequestAborted)).Select(t => t.Summary())]));
    }

    private static async Task<Results<Ok<TraceDetail>, ProblemHttpResult>> GetAsync(HttpContext context, TraceQueries queries, string id) =>
        id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) && await queries.FindAsync(context.Creator(), id) is { } trace
            ? TypedResults.Ok(trace.Detail())
            : NotFound();

    private static ProblemHttpResult NotFound() => Problem.Of(404, "trace.not_found", "There is no such trace, or no longer.");

    private static string? Given(string? filter) => string.IsNullOrEmpty(filter) || filter.Contains('\0') ? null : filter;
}

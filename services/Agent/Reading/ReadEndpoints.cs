using CreatorFlow.Domain.Sessions;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Agent.Reading;

/// <summary>What the gateway answers too.</summary>
internal static class ReadEndpoints
{
    private const int Usual = 50;

    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/status", (AgentReads reads) => TypedResults.Ok(reads.Status()));
        api.MapGet("/sessions/active", (AgentReads reads) => TypedResults.Ok(reads.Active()));
        api.MapGet("/sessions/recent", Recent);
        api.MapGet("/analytics/current", (AgentReads reads) => TypedResults.Ok(reads.Analytics()));
        api.MapGet("/five-hour-blocks", (AgentReads reads) => TypedResults.Ok(reads.Blocks()));
    }

    private static IResult Recent(AgentReads reads, string? limit) => SessionLimit.TryParse(limit, Usual, AgentReads.Most, out var count)
        ? TypedResults.Ok(reads.Recent(count))
        : Problem.Of(400, "limit.invalid", "The limit is not a number that this list takes.", $"1 to {AgentReads.Most}.");
}

using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Commands;
using CreatorFlow.Dashboard.Documenting;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Mutations;

/// <summary><c>POST /api/v1/mutations</c>: a batch of edits from an offline client; each is answered by itself.</summary>
internal static class MutationEndpoint
{
    private const int MostAtOnce = 500;

    public static void MapMutations(this IEndpointRouteBuilder routes) => routes.MapPost("/mutations", ApplyAsync).WithTags("Mutations").WithName("ApplyMutations")
        .Answers<MutationsAnswered>().Refuses(400, "mutations.invalid", "mutation_id.invalid").Refuses(503, "commands.unavailable");

    private static async Task<IResult> ApplyAsync(HttpContext context, MutationBatch batch, MutationRequest wanted)
    {
        if (wanted.Mutations is not { Count: > 0 and <= MostAtOnce } mutations)
            return Problem.Of(400, "mutations.invalid", "The batch cannot be used.", $"mutations holds 1 to {MostAtOnce} edits.");
        if (mutations.Exists(m => string.IsNullOrEmpty(m.Id) || !CommandAnswer.IsUsable(m.Id)) || mutations.DistinctBy(m => m.Id, StringComparer.Ordinal).Count() < mutations.Count)
            return Problem.Of(400, "mutation_id.invalid", "An edit's id cannot be used.", "Each edit has an id of its own, at most 200 characters.");
        try
        {
            var (results, items) = await batch.ApplyAsync(context.Creator(), mutations, context.RequestAborted);
            return new JsonAnswer(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("results");
                foreach (var result in results) result.Write(writer);
                writer.WriteEndArray();
                writer.WriteStartArray("items");
                foreach (var item in items) CamelCase.Write(writer, item);
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        catch (Exception e) when (CommandAnswer.IsUnavailable(e))
        {
            return CommandAnswer.Unavailable(context, "Send the batch again: each edit counts once.");
        }
    }
}

using CreatorFlow.Accounts.SignIns;
using CreatorFlow.Hosting.Errors;

namespace CreatorFlow.Dashboard.Internal;

/// <summary><c>/internal/sign-ins</c>: the gateway makes and reads tokens, and has no database to remember which were used.</summary>
internal static class SignInCalls
{
    public static void MapSignIns(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-ins", BeginAsync);
        routes.MapPost("/sign-ins/{id}/turn", TurnAsync);
    }

    private static async Task<IResult> BeginAsync(BegunSignIn begun, SignInStore signIns, CancellationToken cancellation) =>
        TypedResults.Ok(new { Id = await signIns.BeginAsync(begun.KeyId, begun.Lasts, cancellation) });

    private static async Task<IResult> TurnAsync(string id, ShownGeneration shown, SignInStore signIns, CancellationToken cancellation) =>
        await signIns.TurnAsync(id, shown.KeyId, shown.Generation, shown.Grace, shown.Lasts, cancellation) switch
        {
            { Reused: true } => Problem.Of(409, "sign_in.reused", "The token was used before."),
            { Generation: { } generation } => TypedResults.Ok(new { Generation = generation }),
            _ => Problem.Of(404, "sign_in.not_found", "There is no such sign-in."),
        };

    private sealed record BegunSignIn(string KeyId, TimeSpan Lasts);

    private sealed record ShownGeneration(string KeyId, long Generation, TimeSpan Grace, TimeSpan Lasts);
}

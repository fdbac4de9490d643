namespace CreatorFlow.Dashboard.Documenting;

/// <summary>What a route refuses with, for the API's own description.</summary>
internal sealed record Refusal(int Status, string[] Codes);

/// <summary>What a route wants beside its parameters and body, for the API's own description.</summary>
/// <param name="Name">The header.</param>
/// <param name="Says">What it does.</param>
internal sealed record WantedHeader(string Name, string Says);

/// <summary>A body or an answer that is no JSON.</summary>
/// <param name="Type">The content type.</param>
/// <param name="IsBody">True for the request's.</param>
internal sealed record PlainText(string Type, bool IsBody);

/// <summary>Parameters of a handler that this route has no use for.</summary>
internal sealed record NotTaken(string[] Names);

/// <summary>Who asks needs no key.</summary>
internal sealed record KeyLess;

/// <summary>Says of a route what its handler cannot: its answer's shape, its refusals, its headers.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status);

    /// <summary>As <see cref="Answers{T}"/>, with an entity tag: <c>If-None-Match</c> is answered 304.</summary>
    public static RouteHandlerBuilder AnswersVersioned<T>(this RouteHandlerBuilder route) => route.Produces<T>().Produces(StatusCodes.Status304NotModified)
        .WithMetadata(new WantedHeader("If-None-Match", "The entity tag that the reader holds."));

    public static RouteHandlerBuilder AnswersCsv(this RouteHandlerBuilder route) => route.WithMetadata(new PlainText("text/csv", IsBody: false));

    public static RouteHandlerBuilder TakesCsv(this RouteHandlerBuilder route) => route.WithMetadata(new PlainText("text/csv", IsBody: true));

    public static RouteHandlerBuilder AnswersStream(this RouteHandlerBuilder route) => route.WithMetadata(new PlainText("text/event-stream", IsBody: false));

    public static RouteHandlerBuilder Ignores(this RouteHandlerBuilder route, params string[] parameters) => route.WithMetadata(new NotTaken(parameters));

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status, params string[] codes) => route.WithMetadata(new Refusal(status, codes));

    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status204NoContent);

    public static RouteHandlerBuilder Upgrades(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status101SwitchingProtocols);

    public static RouteHandlerBuilder NeedsNoKey(this RouteHandlerBuilder route) => route.WithMetadata(new KeyLess());

    /// <summary>A person's command: decided within seconds, else 202; sent again with the same key it counts once.</summary>
    public static RouteHandlerBuilder AnswersCommand(this RouteHandlerBuilder route) => route.Produces<CommandAnswered>().Produces(StatusCodes.Status202Accepted)
        .WithMetadata(new WantedHeader("Idempotency-Key", "At most 200 characters; the same change sent again with it counts once."))
        .Refuses(400, "idempotency_key.invalid").Refuses(409, "idempotency.key_conflict", "aggregate.held").Refuses(422, "command.refused").Refuses(503, "commands.unavailable");

    /// <summary>A write of one aggregate, for the version that its writer saw.</summary>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder route) => route
        .WithMetadata(new WantedHeader("If-Match", "The entity tag of the version that the change is made for; any version without it."))
        .Refuses(400, "if_match.invalid").Refuses(412, "version.not_current");
}

/// <summary>What became of a command.</summary>
/// <param name="Outcome"><c>applied</c> or <c>duplicate</c>.</param>
/// <param name="DeliveryId">Where it is kept.</param>
internal sealed record CommandAnswered(string Outcome, string DeliveryId);

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? NextCursor);

using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Why a live stream ends. A WebSocket says it, by a message and as its close code; a stream of events just ends, and its reader is told when it comes again.</summary>
/// <param name="Close">The close code: one of RFC 6455, or 4000 and the HTTP status that says the same.</param>
/// <param name="Code">Stable; clients branch on it.</param>
/// <param name="Title">One sentence for a person.</param>
internal sealed record StreamEnd(int Close, string Code, string Title)
{
    public static readonly StreamEnd Left = new(1000, "", "");
    public static readonly StreamEnd Stopping = new(1001, "stopping", "The service stops; come again.");
    public static readonly StreamEnd TooLarge = new(1009, "message.too_large", "The message is larger than this address takes.");
    public static readonly StreamEnd NotRead = new(1013, "database.unavailable", "The feed cannot be read right now; come again.");
    public static readonly StreamEnd NotUnderstood = new(4400, "message.invalid", "The message could not be read.");
    public static readonly StreamEnd KeyOver = new(4401, "auth.invalid", "This API key or token is not valid.");
    public static readonly StreamEnd TokenOver = new(4401, "auth.expired", "This token has expired.");
    public static readonly StreamEnd Restored = new(4410, "cursor.expired", "The feed does not reach to this cursor.");

    public static StreamEnd Of(ProblemHttpResult refused) =>
        new(4000 + refused.StatusCode, (string)refused.ProblemDetails.Extensions["code"]!, refused.ProblemDetails.Title!);
}

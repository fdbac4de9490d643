using CreatorFlow.Contracts.Channels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Json;
using CreatorFlow.Hosting.Errors;
using RabbitMQ.Client.Exceptions;

namespace CreatorFlow.Dashboard.Commands;

/// <summary>Sends a person's command and turns what became of it into an answer.</summary>
internal static class CommandAnswer
{
    private const int LongestKey = 200;

    public static async Task<IResult> SendAsync(HttpContext context, CommandSender commands, string topic, ChannelEvent wanted)
    {
        if (KeyOf(context, out var key) is { } problem) return problem;
        try
        {
            return Of(await commands.SendAsync(context.Creator(), topic, key, wanted, context.RequestAborted));
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            return Unavailable(context, "Send it again with the same Idempotency-Key: it counts once.");
        }
    }

    /// <summary>As <see cref="SendAsync"/>, for a write of one aggregate: <c>If-Match</c> names the version that it is made for, and whoever decides it compares.</summary>
    public static Task<IResult> SendIfCurrentAsync(HttpContext context, CommandSender commands, string topic, ChannelEvent wanted) =>
        EntityTag.ExpectedOf(context.Request, out var version)
            ? SendAsync(context, commands, topic, version is null ? wanted : wanted with { ExpectedVersion = version })
            : Task.FromResult<IResult>(Problem.Of(400, "if_match.invalid", "The If-Match cannot be used.", "It is one entity tag as it was answered, or *."));

    public static IResult Unavailable(HttpContext context, string advice)
    {
        context.Response.Headers.RetryAfter = "2";
        return Problem.Of(503, "commands.unavailable", "Changes cannot be taken at the moment.", advice);
    }

    /// <summary>The caller's key, or null; a problem when it cannot be used.</summary>
    public static IResult? KeyOf(HttpContext context, out string? key)
    {
        key = context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        return IsUsable(key) ? null : Problem.Of(400, "idempotency_key.invalid", "The Idempotency-Key cannot be used.", $"At most {LongestKey} characters.");
    }

    public static bool IsUsable(string? key) => key is null || (key.Length <= LongestKey && !key.Contains('\0'));

    /// <summary>The broker did not confirm: it may be sent again with the same key.</summary>
    public static bool IsUnavailable(Exception e) => e is BrokerUnreachableException or RabbitMQClientException or TimeoutException or MassTransit.MassTransitException;

    private static IResult Of(CommandOutcome? outcome) => outcome switch
    {
        null => Results.Accepted(),
        { Outcome: "applied" or "duplicate" } => new JsonAnswer(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("outcome", outcome.Outcome);
            writer.WriteString("deliveryId", outcome.DeliveryId);
            writer.WriteEndObject();
        }),
        { Reason: "idempotency.key_conflict" } => Problem.Of(409, "idempotency.key_conflict", "This Idempotency-Key was used for another change."),
        { Reason: "version.not_current" } => Problem.Of(412, "version.not_current", "It has changed since: read it again, then decide."),
        { Reason: "aggregate.held" } => Problem.Of(409, "aggregate.held", "An earlier event of this SKU waits for a decision; nothing can be changed before it."),
        { Reason: "adjustment.already_undone" } => Problem.Of(409, "adjustment.already_undone", "This adjustment was undone already."),
        _ => Problem.Of(422, outcome.Reason ?? "command.refused", "The change was refused."),
    };
}

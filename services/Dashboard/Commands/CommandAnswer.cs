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
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || key.Contains('\0')) return Problem.Of(400, "idempotency_key.invalid", "The Idempotency-Key cannot be used.", $"At most {LongestKey} characters.");
        try
        {
            return Of(await commands.SendAsync(context.Creator().CreatorId, topic, key.Length == 0 ? null : key, wanted, context.RequestAborted));
        }
        catch (Exception e) when (e is BrokerUnreachableException or TimeoutException or MassTransit.MassTransitException)
        {
            context.Response.Headers.RetryAfter = "2";
            return Problem.Of(503, "commands.unavailable", "Changes cannot be taken at the moment.", "Send it again with the same Idempotency-Key: it counts once.");
        }
    }

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
        { Reason: "aggregate.held" } => Problem.Of(409, "aggregate.held", "An earlier event of this SKU waits for a decision; nothing can be changed before it."),
        { Reason: "adjustment.already_undone" } => Problem.Of(409, "adjustment.already_undone", "This adjustment was undone already."),
        _ => Problem.Of(422, outcome.Reason ?? "command.refused", "The change was refused."),
    };
}

using System.Text;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>Every answer that a sender of webhooks can get.</summary>
internal static class WebhookAnswers
{
    private const string RetryAfterSeconds = "5";

    public static IResult BodyTooLarge(int limitBytes) =>
        Problem.Of(413, "body.too_large", "The body is larger than this address takes.", $"At most {limitBytes} bytes.");

    public static IResult UnknownConnection() =>
        Problem.Of(404, "connection.unknown", "There is no such connection.");

    /// <summary>Tells nothing about which secret, header or byte it was.</summary>
    public static IResult Refused(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Missing => Problem.Of(401, "webhook.signature_missing", "The webhook is not signed."),
        SignatureVerdict.OutOfTolerance => Problem.Of(401, "webhook.timestamp_out_of_tolerance", "The webhook was signed too long ago, or in the future."),
        _ => Problem.Of(401, "webhook.signature_invalid", "The webhook's signature does not match."),
    };

    /// <summary>The platform's own challenge back, as plain text: never as anything that a browser would run.</summary>
    public static IResult Challenge(string? challenge) => challenge is null
        ? Problem.Of(403, "webhook.challenge_refused", "This address does not answer that challenge.")
        : TypedResults.Text(challenge, "text/plain", Encoding.UTF8);

    /// <summary>Neither the broker nor the spool could take it, or what verifies it cannot be had: the sender has to try again.</summary>
    public static IResult Unavailable(HttpResponse response)
    {
        response.Headers.RetryAfter = RetryAfterSeconds;
        return Problem.Of(503, "ingest.unavailable", "Webhooks cannot be kept at the moment.", "Send it again later.");
    }

    /// <summary>The delivery is safe, or was before.</summary>
    public static IResult Kept(WebhookReceipt receipt, AnswerStyle style, bool duplicate)
    {
        var quarantined = receipt.Delivery.Quarantined is not null;
        if (quarantined && (!receipt.IsJson || style.RefusesUntranslatable))
            return Problem.Of(400, WebhookReading.UnreadableCode, "The webhook could not be read.", receipt.Delivery.Reason);
        return style.EmptyBody ? TypedResults.Ok() : Accepted(receipt.Delivery.Id, duplicate ? "duplicate" : "accepted");
    }

    /// <summary>Both values are our own and need no escaping, so the hottest answer goes without a serializer.</summary>
    private static Utf8ContentHttpResult Accepted(string deliveryId, string status) =>
        TypedResults.Text(Encoding.UTF8.GetBytes($$"""{"deliveryId":"{{deliveryId}}","status":"{{status}}"}"""), "application/json");
}

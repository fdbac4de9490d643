using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>A secret in a header: EventBridge's API key, or the token of the sample application's forwarder. The body is not signed.</summary>
/// <remarks>Both let their owner choose the header. Sources: docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html;
/// github.com/amzn/selling-partner-api-samples, use-cases/notifications.</remarks>
internal static class AmazonSecret
{
    /// <summary>The connection's setting that names the header; without it the usual ones are looked at.</summary>
    public const string HeaderSetting = "secretHeader";

    private const string Bearer = "Bearer ";
    private static readonly string[] UsualHeaders = ["x-api-key", "x-auth-token", "Authorization"];

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        var given = Headers(connection).Select(request.Header).FirstOrDefault(value => value is not null);
        if (given is null) return SignatureVerdict.Missing;
        var secret = given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? given[Bearer.Length..] : given;
        return Hmac.LiveSecrets(connection, request).Any(live => Hmac.Same(secret, live)) ? SignatureVerdict.Genuine : SignatureVerdict.Invalid;
    }

    private static string[] Headers(Connection connection) =>
        connection.Settings.TryGetValue(HeaderSetting, out var name) && name.Length > 0 ? [name] : UsualHeaders;
}

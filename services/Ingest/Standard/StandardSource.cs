using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Standard;

/// <summary>Any system that signs by Standard Webhooks and speaks our own event names.</summary>
internal sealed class StandardSource : IWebhookSource
{
    public string Platform => Platforms.Standard;

    /// <summary>The sender is somebody's own program: it is told what is wrong, at once.</summary>
    public AnswerStyle Answers { get; } = new(EmptyBody: false, RefusesUntranslatable: true);

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) => StandardSignature.Verify(request, connection);

    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body) =>
        new(body?.OptionalId("type"), request.Header(StandardWebhook.IdHeader));

    public IHeaderDictionary Recall(string? topic, string? id) =>
        id is null ? new HeaderDictionary() : new HeaderDictionary { [StandardWebhook.IdHeader] = id };

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) =>
        StandardTranslator.Translate(topic, body, request.Header(StandardWebhook.IdHeader) ?? "");
}

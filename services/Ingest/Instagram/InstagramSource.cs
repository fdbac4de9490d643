using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Instagram;

/// <summary>Meta's webhooks: a batch of changes under one signature, each change a delivery.</summary>
internal sealed class InstagramSource : IWebhookSource
{
    public string Platform => Platforms.Instagram;

    /// <summary>Meta asks for 200 and reads nothing else; failures for an hour end the subscription.</summary>
    public AnswerStyle Answers { get; } = new(EmptyBody: true, RefusesUntranslatable: false);

    public string? Challenge(IQueryCollection query, Connection connection) => InstagramChallenge.Answer(query, connection);

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) => InstagramSignature.Verify(request, connection);

    public IReadOnlyList<byte[]> Parts(WebhookRequest request) => InstagramBatch.Parts(request.Body);

    /// <summary>No key: it is derived from topic and checksum, and so from the change alone.</summary>
    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body) => new(body is { } one ? InstagramTranslator.Topic(one) : null, null);

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) => InstagramTranslator.Translate(body);
}

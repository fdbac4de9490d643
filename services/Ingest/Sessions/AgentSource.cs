using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Sessions;

/// <summary>The agent on a creator's own machine: signs by Standard Webhooks, sends packed batches of sessions to <see cref="SyncEndpoint"/>.</summary>
/// <remarks>Each session of a batch is a delivery of its own, known by its id and version: however a retry is batched, it is told.</remarks>
internal sealed class AgentSource : IWebhookSource
{
    public const string Topic = "session.reported";

    public string Platform => Platforms.Agent;

    public AnswerStyle Answers { get; } = new(EmptyBody: false, RefusesUntranslatable: true);

    public bool TakesWebhooks => false;

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) => StandardSignature.Verify(request, connection);

    public IReadOnlyList<byte[]> Parts(WebhookRequest request) => SyncBody.Split(request.Body) ?? [request.Body];

    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body) =>
        new(Topic, body?.OptionalId("id") is { } id && body?.OptionalId("version") is { } version ? $"{id}@{version}" : null);

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) => SessionTranslator.Translate(body, request.ReceivedAt);
}

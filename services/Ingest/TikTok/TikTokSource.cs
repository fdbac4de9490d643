using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.TikTok;

/// <summary>TikTok Shop's webhooks: an envelope with a type number around <c>data</c>.</summary>
internal sealed class TikTokSource : IWebhookSource
{
    public string Platform => Platforms.TikTok;

    /// <summary>TikTok asks for 200 with nothing in it (partner.tiktokshop.com/docv2/page/configuration-guide).</summary>
    public AnswerStyle Answers { get; } = new(EmptyBody: true, RefusesUntranslatable: false);

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) => TikTokSignature.Verify(request, connection);

    /// <remarks>TikTok's own samples carry one notification id under many types, so an id is taken to be unique within its type.</remarks>
    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body)
    {
        if (body is not { } envelope) return default;
        var type = envelope.OptionalId("type");
        var id = envelope.OptionalId("tts_notification_id");
        return new(type, id is null ? null : $"{type}:{id}");
    }

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) => TikTokTranslator.Translate(topic, body, request.ReceivedAt);
}

using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Shopify;

/// <summary>Shopify's webhooks: the topic stands in a header, the body is the bare resource.</summary>
internal sealed class ShopifySource : IWebhookSource
{
    public string Platform => Platforms.Shopify;

    public AnswerStyle Answers { get; } = new(EmptyBody: false, RefusesUntranslatable: false);

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) => ShopifySignature.Verify(request, connection);

    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body) =>
        new(ShopifyHeaders.Topic(request), ShopifyHeaders.WebhookId(request));

    public IHeaderDictionary Recall(string? topic, string? id) => ShopifyHeaders.Recall(topic, id);

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) =>
        ShopifyTranslator.Translate(topic, body, ShopifyHeaders.TriggeredAt(request));
}

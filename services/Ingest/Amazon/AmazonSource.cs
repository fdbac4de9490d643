using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Amazon's notifications by any way that ends in a POST: EventBridge's API destination, SNS, or the sample application's forwarder.</summary>
/// <remarks>SNS names itself in a header and is then judged by its signature alone; the others bring a secret.</remarks>
internal sealed class AmazonSource(SnsCertificates certificates, SnsVisit visit) : IWebhookSource
{
    public string Platform => Platforms.Amazon;

    public AnswerStyle Answers { get; } = new(EmptyBody: false, RefusesUntranslatable: false);

    /// <summary>Brings SNS's certificate, from Amazon's host alone and for the connection's topic alone.</summary>
    public async ValueTask<WebhookRequest?> PrepareAsync(WebhookRequest request, Connection connection, CancellationToken cancellation)
    {
        if (Sns(request, connection) is not { } message
            || SnsAddress.Certificate(message.Field("SigningCertURL"), message.Field("TopicArn")!) is not { } address) return request;
        var answer = await certificates.FindAsync(address, cancellation);
        return answer.Reached ? request with { Certificate = answer.Body } : null;
    }

    public SignatureVerdict Verify(WebhookRequest request, Connection connection) =>
        SnsMessage.IsCarriedBy(request) ? SnsSignature.Verify(request, connection) : AmazonSecret.Verify(request, connection);

    /// <summary>Confirms a subscription to the connection's topic. The end of one is only kept: its address would begin it again.</summary>
    public async ValueTask<bool> AgreeAsync(WebhookRequest request, Connection connection, CancellationToken cancellation)
    {
        if (Sns(request, connection) is not { } message || message.Field("Type") != SnsMessage.SubscriptionConfirmation) return true;
        return SnsAddress.Confirmation(message.Field("SubscribeURL"), message.Field("TopicArn")!) is not { } address
            || (await visit(address, cancellation)).Reached;
    }

    /// <remarks>Samples of several types carry one id, so an id is taken to be unique within its type.</remarks>
    public WebhookIdentity Identify(WebhookRequest request, PayloadNode? body)
    {
        if (body is not { } root) return default;
        var envelope = AmazonEnvelope.Open(root);
        return new(envelope.Topic, envelope.Topic is null || envelope.Key is null ? null : $"{envelope.Topic}:{envelope.Key}");
    }

    public Translation Translate(string topic, PayloadNode body, WebhookRequest request) => AmazonTranslator.Translate(topic, body, request.ReceivedAt);

    private static SnsMessage? Sns(WebhookRequest request, Connection connection) =>
        SnsMessage.IsCarriedBy(request) && SnsMessage.Read(request.Body) is { } message && SnsSignature.IsOfTopic(message, connection) ? message : null;
}

using System.Text;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Amazon by EventBridge's API destination: the event around the notification, the key in a header that its owner named.</summary>
public sealed class AmazonEventBridgeSourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = AmazonSamples.Offline();

    protected override IReadOnlyList<string> SignatureHeaders => ["X-Stock-Key"];

    protected override bool SignsTime => false;

    protected override bool Notices(byte[] original, byte[] changed) => false;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["secretHeader"] = "x-stock-key" };

    internal override IEnumerable<GenuineVector> GenuineVectors => [];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } = [.. AmazonSamples.All.Select(InEvent)];

    internal override (WebhookSample Sample, string Id)? HugeId => (InEvent(AmazonSamples.HugeId.Sample), AmazonSamples.HugeId.Id);

    internal override WebhookSample Junk => AmazonSamples.Junk;

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) =>
        new(new HeaderDictionary { ["X-Stock-Key"] = secret, ["User-Agent"] = "Amazon/EventBridge/ApiDestinations" }, sample.Body, now);

    private static WebhookSample InEvent(WebhookSample sample) => sample with
    {
        Body = Encoding.UTF8.GetBytes($$"""
            {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"{{sample.Topic}}","source":"aws.partner/sellingpartnerapi.amazon.com/1/a",
             "account":"111122223333","time":"2026-11-21T11:59:59Z","region":"us-east-1","resources":[],"detail":{{Encoding.UTF8.GetString(sample.Body)}}}
            """),
    };
}

using System.Text.Json;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Amazon by the sample application's forwarder: the notification as it is, or encoded twice, and a token.</summary>
public sealed class AmazonForwarderSourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = AmazonSamples.Offline();

    protected override IReadOnlyList<string> SignatureHeaders => ["Authorization"];

    protected override bool SignsTime => false;

    protected override bool Notices(byte[] original, byte[] changed) => false;

    internal override IEnumerable<GenuineVector> GenuineVectors => [];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } = [.. AmazonSamples.All, .. AmazonSamples.All.Select(EncodedTwice)];

    internal override (WebhookSample Sample, string Id)? HugeId => (EncodedTwice(AmazonSamples.HugeId.Sample), AmazonSamples.HugeId.Id);

    internal override WebhookSample Junk => AmazonSamples.Junk;

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) =>
        new(new HeaderDictionary { ["Authorization"] = $"Bearer {secret}" }, sample.Body, now);

    private static WebhookSample EncodedTwice(WebhookSample sample) => sample with
    {
        Name = $"{sample.Name}, encoded twice",
        Body = JsonSerializer.SerializeToUtf8Bytes(System.Text.Encoding.UTF8.GetString(sample.Body)),
    };
}

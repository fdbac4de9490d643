using CreatorFlow.Ingest.TikTok;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

public sealed class TikTokSourceTests : WebhookSourceCompliance
{
    private const string AppKey = "abcdef";

    internal override IWebhookSource Source { get; } = new TikTokSource();

    protected override IReadOnlyList<string> SignatureHeaders => ["Authorization"];

    protected override bool SignsTime => false;

    /// <summary>The example of partner.tiktokshop.com/docv2/page/tts-webhooks-overview.</summary>
    internal override IEnumerable<GenuineVector> GenuineVectors =>
    [
        new(
            new()
            {
                Id = "vector",
                CreatorId = "vector",
                Platform = "tiktok",
                Name = "vector",
                Settings = new Dictionary<string, string> { ["appKey"] = AppKey },
                Secrets = new() { Current = "123" },
                UpdatedAt = default,
            },
            new(
                new HeaderDictionary { ["Authorization"] = "5dec0f11ec2f6783b8deee53c9ffbf8d024302f7c7e7fa55a35d17629031ac05" },
                Samples.Read("tiktok/signature-vector.body.json"),
                default)),
    ];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } =
    [
        .. Samples.In("tiktok").Where(file => char.IsAsciiDigit(file[0]))
            .Select(file => new WebhookSample(file, file[..2].TrimStart('0'), Samples.Read($"tiktok/{file}"))),
    ];

    internal override (WebhookSample Sample, string Id)? HugeId => (PayloadSamples.Single(sample => sample.Topic == "5"), "576486316948490000");

    internal override WebhookSample Junk => new("junk", "1", """{"type":1,"tts_notification_id":"1","timestamp":1644412885,"data":{"order_id":[]}}"""u8.ToArray());

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) =>
        new(new HeaderDictionary { ["Authorization"] = TikTokSignature.Sign(AppKey, secret, sample.Body) }, sample.Body, now);
}

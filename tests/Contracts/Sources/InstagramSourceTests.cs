using CreatorFlow.Ingest.Instagram;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

public sealed class InstagramSourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = new InstagramSource();

    protected override IReadOnlyList<string> SignatureHeaders => ["X-Hub-Signature-256"];

    protected override bool SignsTime => false;

    protected override bool TranslatesSomething => false;

    /// <summary>GitHub's published vector: Meta publishes none for the same header and algorithm.</summary>
    internal override IEnumerable<GenuineVector> GenuineVectors =>
    [
        new(
            new()
            {
                Id = "vector",
                CreatorId = "vector",
                Platform = "instagram",
                Name = "vector",
                Settings = new Dictionary<string, string>(),
                Secrets = new() { Current = "It's a Secret to Everybody" },
                UpdatedAt = default,
            },
            new(
                new HeaderDictionary { ["X-Hub-Signature-256"] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" },
                "Hello, World!"u8.ToArray(),
                default)),
    ];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } =
    [
        Sample("webhook.changes.user-photos", "user/photos"),
        Sample("webhook.instagram.comments.normalised", "instagram/comments"),
        Sample("webhook.instagram.messaging.normalised", "instagram/messages"),
        new("field beside value", "instagram/comments", """{"object":"instagram","entry":[{"id":"1","time":2,"field":"comments","value":{"id":"3"}}]}"""u8.ToArray()),
        new("names of changed fields", "user/photos", """{"object":"user","entry":[{"id":"1","time":2,"changed_fields":["photos"]}]}"""u8.ToArray()),
    ];

    internal override (WebhookSample Sample, string Id)? HugeId => null;

    internal override WebhookSample Junk => new("junk", "instagram/comments", """{"object":"instagram","entry":[{"id":"1","changes":7}]}"""u8.ToArray());

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) =>
        new(new HeaderDictionary { ["X-Hub-Signature-256"] = InstagramSignature.Sign(secret, sample.Body) }, sample.Body, now);

    private static WebhookSample Sample(string file, string topic) => new(file, topic, Samples.Read($"meta/{file}.json"));
}

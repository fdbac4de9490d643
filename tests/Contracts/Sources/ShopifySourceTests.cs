using System.Text;
using CreatorFlow.Ingest.Shopify;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

public sealed class ShopifySourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = new ShopifySource();

    protected override IReadOnlyList<string> SignatureHeaders => ["X-Shopify-Hmac-Sha256"];

    protected override bool SignsTime => false;

    /// <summary>From the tests of Shopify/shopify-app-js and of nozzlegear/ShopifySharp.</summary>
    internal override IEnumerable<GenuineVector> GenuineVectors =>
    [
        Vector("test_secret_key", """{"foo": "bar"}""", "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g="),
        Vector("some-secret", "Bf", "3X6clrsy+C8mmzR/MeTh6b/EcLr46WLZaU+24GrPXOM="),
    ];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } =
        [.. Samples.In("shopify").Select(file => new WebhookSample(file, Topic(file), Samples.Read($"shopify/{file}")))];

    internal override (WebhookSample Sample, string Id)? HugeId => (PayloadSamples.Single(sample => sample.Topic == "orders/create"), "820982911946154508");

    internal override WebhookSample Junk => new("junk", "orders/create", """{"id":{},"line_items":7}"""u8.ToArray());

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) => new(
        new HeaderDictionary
        {
            ["X-Shopify-Topic"] = sample.Topic,
            ["X-Shopify-Hmac-Sha256"] = ShopifySignature.Sign(secret, sample.Body),
            ["X-Shopify-Webhook-Id"] = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
            ["X-Shopify-Triggered-At"] = "2023-03-29T18:00:27.877041743Z",
        },
        sample.Body,
        now);

    /// <summary><c>orders_create.json</c> was sent under <c>orders/create</c>, <c>inventory_levels_update.json</c> under <c>inventory_levels/update</c>.</summary>
    private static string Topic(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var verb = name.LastIndexOf('_');
        return $"{name[..verb]}/{name[(verb + 1)..]}";
    }

    private static GenuineVector Vector(string secret, string body, string signature) => new(
        new()
        {
            Id = "vector",
            CreatorId = "vector",
            Platform = "shopify",
            Name = "vector",
            Settings = new Dictionary<string, string>(),
            Secrets = new() { Current = secret },
            UpdatedAt = default,
        },
        new(new HeaderDictionary { ["x-shopify-hmac-sha256"] = signature }, Encoding.UTF8.GetBytes(body), default));
}

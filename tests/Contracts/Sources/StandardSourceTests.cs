using System.Globalization;
using System.Text;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Standard;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

public sealed class StandardSourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = new StandardSource();

    protected override IReadOnlyList<string> SignatureHeaders => ["webhook-id", "webhook-timestamp", "webhook-signature"];

    protected override bool SignsTime => true;

    /// <summary>The vector of the official libraries' tests, alone and inside a list with other versions and broken entries.</summary>
    internal override IEnumerable<GenuineVector> GenuineVectors =>
    [
        Vector("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Signature),
        Vector("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Signature),
        Vector("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", $"v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,{Signature[3..]} nonsense v1, {Signature} v1a,x"),
    ];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } =
    [
        Sample("inventory.stock_updated", """{"sku":"MUG-1","set":12,"location":"berlin","reason":"count"}"""),
        Sample("inventory.stock_updated", """{"sku":"MUG-1","delta":-2}"""),
        Sample("order.created", """{"orderId":"A-1","placedAt":"2026-11-21T09:59:00+01:00","lines":[{"sku":"MUG-1","quantity":2,"unitPrice":{"amountMinor":1250,"currency":"EUR"}}]}"""),
        Sample("order.updated", """{"orderId":"A-1","status":"paid"}"""),
        Sample("order.shipped", """{"orderId":"A-1","trackingNumber":"1Z9","carrier":"UPS","lines":[{"sku":"MUG-1","quantity":1}]}"""),
        Sample("order.delivered", """{"orderId":"A-1"}"""),
        Sample("order.cancelled", """{"orderId":"A-1","reason":"changed mind"}"""),
        Sample("listing.linked", """{"platform":"shopify","connectionId":"c1","listingId":"271878346596884015","sku":"MUG-1"}"""),
        Sample("inventory.stock_reported", """{"listingId":"271878346596884015","location":"berlin","available":7}"""),
        Sample("listing.seen", """{"listingId":"271878346596884015","aliases":["variant:1"],"sku":"MUG-1","title":"Mug","barcode":"4006381333931","status":"active"}"""),
        Sample("bundle.defined", """{"sku":"SET-1","components":[{"sku":"MUG-1","quantity":2}]}"""),
        new("contact.created", "contact.created", Samples.Read("standard-webhooks/contact.created.full.json")),
    ];

    internal override (WebhookSample Sample, string Id)? HugeId => (Sample("order.updated", """{"orderId":820982911946154508}"""), "820982911946154508");

    internal override WebhookSample Junk => Sample("inventory.stock_updated", """{"sku":"MUG-1","set":12.5}""");

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Request("msg_1", timestamp, StandardWebhook.Sign(secret, "msg_1", timestamp, sample.Body)!, sample.Body, now);
    }

    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static WebhookSample Sample(string type, string data) =>
        new($"{type} {data}", type, Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","timestamp":"2026-11-21T10:00:00Z","data":{{data}}}"""));

    private static GenuineVector Vector(string secret, string signatures) => new(
        new()
        {
            Id = "vector",
            CreatorId = "vector",
            Platform = "standard",
            Name = "vector",
            Settings = new Dictionary<string, string>(),
            Secrets = new() { Current = secret },
            UpdatedAt = default,
        },
        Request("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", signatures, """{"test": 2432232314}"""u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1614265330)));

    private static WebhookRequest Request(string id, string timestamp, string signatures, byte[] body, DateTimeOffset now) => new(
        new HeaderDictionary { ["webhook-id"] = id, ["webhook-timestamp"] = timestamp, ["webhook-signature"] = signatures }, body, now);
}

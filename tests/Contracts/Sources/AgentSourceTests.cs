using System.Globalization;
using System.Text;
using CreatorFlow.Hosting.Security;
using CreatorFlow.Ingest.Sessions;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>One session of a batch, as it is archived; batches are taken apart before (<c>tests/Integration/Sessions</c>).</summary>
public sealed class AgentSourceTests : WebhookSourceCompliance
{
    internal override IWebhookSource Source { get; } = new AgentSource();

    protected override IReadOnlyList<string> SignatureHeaders => [StandardWebhook.IdHeader, StandardWebhook.TimestampHeader, StandardWebhook.SignatureHeader];

    protected override bool SignsTime => true;

    /// <summary>Signed as Standard Webhooks are, whose vectors <see cref="StandardSourceTests"/> checks.</summary>
    internal override IEnumerable<GenuineVector> GenuineVectors => [];

    internal override IReadOnlyList<WebhookSample> PayloadSamples { get; } =
    [
        Sample("\"0195563a3c007d0ea1b2c3d4e5f60718\"", "null", "1200"),
        Sample("\"0195563a3c007d0ea1b2c3d4e5f60719\"", "\"2026-11-21T11:30:00+01:00\"", "9100"),
    ];

    internal override (WebhookSample Sample, string Id)? HugeId => (Sample("820982911946154508", "null", "1"), "820982911946154508");

    internal override WebhookSample Junk => Sample("\"a\"", "null", "12.5");

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(new HeaderDictionary
        {
            [StandardWebhook.IdHeader] = "msg_1", [StandardWebhook.TimestampHeader] = timestamp,
            [StandardWebhook.SignatureHeader] = StandardWebhook.Sign(secret, "msg_1", timestamp, sample.Body),
        }, sample.Body, now);
    }

    private static WebhookSample Sample(string id, string end, string tokens) => new($"{id} {tokens}", AgentSource.Topic, Encoding.UTF8.GetBytes($$"""
        {"id":{{id}},"session_type":"coding","start_time":"2026-11-21T10:00:00Z","end_time":{{end}},"is_active":true,"estimated_tokens":{{tokens}},"total_messages":3,"models_used":["model-a"],
        "metadata":{"project":"Shop","description":null,"efficiency":0.85},"version":1772442000000,"updated_at":"2026-11-21T10:30:00Z","time_zone":"Europe/Berlin"}
        """));
}

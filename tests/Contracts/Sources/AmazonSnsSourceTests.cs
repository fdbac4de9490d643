using System.Text;
using System.Text.Json;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Amazon by SNS: signed by the certificate that a request names, whatever the connection's secrets are.</summary>
public sealed class AmazonSnsSourceTests : WebhookSourceCompliance, IDisposable
{
    private readonly SnsSigner sns = new();

    internal override IWebhookSource Source { get; } = AmazonSamples.Offline();

    protected override IReadOnlyList<string> SignatureHeaders => ["x-amz-sns-message-type"];

    protected override bool SignsTime => true;

    protected override bool UsesSecrets => false;

    protected override (TimeSpan Past, TimeSpan Future) Tolerance => (TimeSpan.FromMinutes(65), TimeSpan.FromMinutes(5));

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["topicArn"] = SnsSigner.Topic };

    internal override IEnumerable<GenuineVector> GenuineVectors => [];

    internal override IReadOnlyList<WebhookSample> PayloadSamples => AmazonSamples.All;

    internal override (WebhookSample Sample, string Id)? HugeId => AmazonSamples.HugeId;

    internal override WebhookSample Junk => AmazonSamples.Junk;

    /// <summary>SNS signs fields, not bytes: neither the whitespace between them nor where the certificate lies.</summary>
    protected override bool Notices(byte[] original, byte[] changed) => Signed(original) != Signed(changed);

    public void Dispose() => sns.Dispose();

    internal override WebhookRequest Sign(WebhookSample sample, string secret, DateTimeOffset now) => sns.Notification(Encoding.UTF8.GetString(sample.Body), now);

    private static string? Signed(byte[] body)
    {
        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(body)!;
            fields["Signature"] = Convert.ToHexString(Convert.FromBase64String(fields["Signature"]));
            return string.Concat(Covered.Select(name => $"{name}\n{fields[name]}\n"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static readonly string[] Covered = ["Message", "MessageId", "Timestamp", "TopicArn", "Type", "SignatureVersion", "Signature"];
}

using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using CreatorFlow.Ingest.Webhooks;
using Microsoft.AspNetCore.Http;

namespace CreatorFlow.Tests.Contracts.Sources;

/// <summary>Signs as SNS does, with a certificate of its own.</summary>
internal sealed class SnsSigner : IDisposable
{
    public const string Topic = "arn:aws:sns:eu-west-1:111122223333:sp-api";
    public const string CertificateUrl = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";
    public const string SubscribeUrl = $"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={Topic}&Token=2336412f37";

    private readonly RSA key = RSA.Create(2048);

    public SnsSigner()
    {
        var request = new CertificateRequest("CN=sns.amazonaws.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Certificate = Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
    }

    public byte[] Certificate { get; }

    public WebhookRequest Notification(string message, DateTimeOffset now, string version = "2") =>
        Request(new() { ["Type"] = "Notification", ["Message"] = message, ["TopicArn"] = Topic }, now, version);

    public WebhookRequest Confirmation(DateTimeOffset now, string type = "SubscriptionConfirmation", string topic = Topic, string url = SubscribeUrl) => Request(
        new() { ["Type"] = type, ["Message"] = "You have chosen to subscribe.", ["TopicArn"] = topic, ["Token"] = "2336412f37", ["SubscribeURL"] = url }, now, "2");

    public WebhookRequest Request(SortedDictionary<string, string> fields, DateTimeOffset now, string version)
    {
        fields["MessageId"] = "165545c9-2a5c-472c-8df2-7ff2be2b3b1b";
        fields["Timestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var all = new Dictionary<string, string>(fields)
        {
            ["SignatureVersion"] = version,
            ["Signature"] = Convert.ToBase64String(Sign(fields, version)),
            ["SigningCertURL"] = CertificateUrl,
        };
        return new(new HeaderDictionary { ["x-amz-sns-message-type"] = fields["Type"] }, JsonSerializer.SerializeToUtf8Bytes(all), now) { Certificate = Certificate };
    }

    public void Dispose() => key.Dispose();

    private byte[] Sign(SortedDictionary<string, string> fields, string version)
    {
        var text = string.Concat(fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}\n{field.Value}\n"));
#pragma warning disable CA5350 // SNS's own version 1
        return key.SignData(Encoding.UTF8.GetBytes(text), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5350
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>SNS's RSA signature, version 1 (SHA-1) and 2 (SHA-256), by the certificate that was fetched for the request.</summary>
/// <remarks>Source: docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html.</remarks>
internal static class SnsSignature
{
    /// <summary>The connection's setting that holds the topic's ARN: messages of every other topic are refused, however genuine.</summary>
    public const string TopicSetting = "topicArn";

    /// <summary>SNS tries a message again for at most an hour, and signs the time of the first try (sns-message-delivery-retries.html).</summary>
    public static readonly TimeSpan Past = TimeSpan.FromMinutes(65);

    public static readonly TimeSpan Future = TimeSpan.FromMinutes(5);

    public static SignatureVerdict Verify(WebhookRequest request, Connection connection)
    {
        if (SnsMessage.Read(request.Body) is not { } message || !IsOfTopic(message, connection)) return SignatureVerdict.Invalid;
        if (!IsSigned(message, request)) return SignatureVerdict.Invalid;
        if (!PayloadNode.TryReadTime(message.Field("Timestamp")!, out var signedAt)) return SignatureVerdict.Invalid;
        return signedAt >= request.ReceivedAt - Past && signedAt <= request.ReceivedAt + Future ? SignatureVerdict.Genuine : SignatureVerdict.OutOfTolerance;
    }

    public static bool IsOfTopic(SnsMessage message, Connection connection) =>
        connection.Settings.TryGetValue(TopicSetting, out var topic) && topic.Length > 0 && message.Field("TopicArn") == topic;

    private static bool IsSigned(SnsMessage message, WebhookRequest request)
    {
        if (Algorithm(message.Field("SignatureVersion")) is not { } algorithm || Bytes(message.Field("Signature")) is not { } signature) return false;
        using var certificate = Certificate(request.Certificate);
        if (certificate is null || request.ReceivedAt < certificate.NotBefore || request.ReceivedAt > certificate.NotAfter) return false;
        using var key = certificate.GetRSAPublicKey();
        return key is not null && key.VerifyData(message.Canonical(), signature, algorithm, RSASignaturePadding.Pkcs1);
    }

    private static HashAlgorithmName? Algorithm(string? version) => version switch
    {
        "1" => HashAlgorithmName.SHA1,
        "2" => HashAlgorithmName.SHA256,
        _ => null,
    };

    private static byte[]? Bytes(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return base64 is not null && Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static X509Certificate2? Certificate(byte[]? pem)
    {
        if (pem is null) return null;
        try
        {
            return X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

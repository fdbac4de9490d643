using System.Text;
using System.Text.Json;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>The fields of an SNS message that it signs, and those that say how.</summary>
/// <remarks>Source: docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html.</remarks>
internal sealed record SnsMessage(IReadOnlyDictionary<string, string> Fields)
{
    public const string TypeHeader = "x-amz-sns-message-type";
    public const string Notification = "Notification";
    public const string SubscriptionConfirmation = "SubscriptionConfirmation";
    public const string UnsubscribeConfirmation = "UnsubscribeConfirmation";

    private static readonly string[] OfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    public static bool IsCarriedBy(WebhookRequest request) => request.Header(TypeHeader) is not null;

    /// <summary>Null for what is no SNS message, or lacks a field that it has to sign.</summary>
    public static SnsMessage? Read(byte[] body)
    {
        if (!PayloadDocument.TryParse(body, out var parsed, out _)) return null;
        parsed.Dispose();
        if (PayloadDocument.Refuse(body) is not null) return null;
        using var document = JsonDocument.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Object && new SnsMessage(Texts(document.RootElement)) is { IsComplete: true } message ? message : null;
    }

    public string? Field(string name) => Fields.GetValueOrDefault(name);

    /// <summary>What is signed: each field's name and value on lines of their own, by the names' bytes.</summary>
    public byte[] Canonical()
    {
        var text = new StringBuilder();
        foreach (var name in SignedFields.Where(Fields.ContainsKey)) text.Append(name).Append('\n').Append(Fields[name]).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string[] SignedFields => Field("Type") switch
    {
        Notification => OfNotification,
        SubscriptionConfirmation or UnsubscribeConfirmation => OfConfirmation,
        _ => [],
    };

    private bool IsComplete => SignedFields is { Length: > 0 } fields && fields.All(name => name == "Subject" || Fields.ContainsKey(name));

    private static Dictionary<string, string> Texts(JsonElement root)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String) texts[property.Name] = property.Value.GetString()!;
        return texts;
    }
}

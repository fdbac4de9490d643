using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Instagram;

/// <summary>Names a change. Meta's webhooks hold no order, product or stock field: every one is acknowledged and kept.</summary>
/// <remarks>Sources: the fields of developers.facebook.com/docs/instagram-platform/webhooks; the order API ended with Graph API v26.0
/// (developers.facebook.com/docs/graph-api/changelog/version26.0).</remarks>
internal static class InstagramTranslator
{
    /// <summary>Object and field, e.g. <c>instagram/comments</c>; null when the body holds no single change.</summary>
    public static string? Topic(PayloadNode body)
    {
        if (body.Text("object") is not { Length: > 0 } kind) return null;
        var entries = body.Objects("entry");
        if (entries.Count == 0) body.Refuse("entry", "is missing or empty");
        if (entries.Count > 1) body.Refuse("entry", $"holds more than {InstagramBatch.MostChanges} changes");
        return entries is [var entry] && Field(entry) is { } field && body.Problem is null ? $"{kind}/{field}" : null;
    }

    public static Translation Translate(PayloadNode body) =>
        body.Problem is { } problem ? new Translation.Unreadable(problem) : new Translation.UnknownTopic();

    private static string? Field(PayloadNode entry)
    {
        if (entry.Has("field")) return entry.OptionalId("field");
        if (entry.Has("changes")) return OneOf(entry, entry.Objects("changes")) is { } change ? change.Id("field") : null;
        if (entry.Has("changed_fields")) return entry.Ids("changed_fields") is [var field] ? field : null;
        if (entry.Has("standby")) return "standby";
        if (entry.Has("messaging")) return OneOf(entry, entry.Objects("messaging")) is { } message ? Kind(message) : null;
        entry.Refuse("changes", "is missing");
        return null;
    }

    private static PayloadNode? OneOf(PayloadNode entry, IReadOnlyList<PayloadNode> items)
    {
        if (items is [var only]) return only;
        entry.Refuse("changes", items.Count == 0 ? "is empty" : $"holds more than {InstagramBatch.MostChanges}");
        return null;
    }

    /// <summary>The field that a messaging item was subscribed by.</summary>
    private static string Kind(PayloadNode message) => message switch
    {
        _ when message.Has("message") => "messages",
        _ when message.Has("reaction") => "message_reactions",
        _ when message.Has("postback") => "messaging_postbacks",
        _ when message.Has("referral") => "messaging_referral",
        _ when message.Has("read") => "messaging_seen",
        _ when message.Has("optin") => "messaging_optins",
        _ => "messaging",
    };
}

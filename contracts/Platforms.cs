namespace CreatorFlow.Contracts;

/// <summary>The channels' written-down names, as they stand in routes, ids and stored events.</summary>
public static class Platforms
{
    public const string Shopify = "shopify";
    public const string TikTok = "tiktok";
    public const string Instagram = "instagram";
    public const string Amazon = "amazon";

    /// <summary>Any system that signs by Standard Webhooks and speaks our own event names.</summary>
    public const string Standard = "standard";

    /// <summary>The agent on a creator's own machine, which tells of work sessions.</summary>
    public const string Agent = "agent";

    /// <summary>A person, through the dashboard or its API.</summary>
    public const string Manual = "manual";

    /// <summary>Those whose webhooks are taken.</summary>
    public static IReadOnlyList<string> Senders { get; } = [Shopify, TikTok, Instagram, Amazon, Standard, Agent];
}

using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway.Limits;

/// <summary>Requests a second; twice as many may come at once after a pause.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Webhooks to one connection. A platform that is refused sends again later, so this only stops a flood.</summary>
    [Range(10, 1_000_000)] public int WebhooksPerConnection { get; init; } = 5_000;

    /// <summary>Webhooks of one address to one connection that may be refused for their signature within a minute. Beyond that the address may send this connection a tenth of what others may, so that forged webhooks leave room for genuine ones.</summary>
    [Range(1, 1_000_000)] public int ForgedWebhooksPerMinute { get; init; } = 100;

    /// <summary>Webhooks from one address; a platform sends for many shops from few.</summary>
    [Range(10, 1_000_000)] public int WebhooksPerAddress { get; init; } = 20_000;

    /// <summary>Requests to the API with one key.</summary>
    [Range(10, 1_000_000)] public int ApiPerKey { get; init; } = 500;

    /// <summary>Sign-ins, looks at share links and at the API's description from one address: what anybody may ask for.</summary>
    [Range(10, 1_000_000)] public int OpenPerAddress { get; init; } = 20;
}

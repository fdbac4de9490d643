using System.Text.Json.Serialization;

namespace CreatorFlow.Simulator.Connections;

/// <summary>A creator as <c>runtime.json</c> names it.</summary>
internal sealed record SimulatedCreatorSettings
{
    public required string Id { get; init; }
    public required IReadOnlyList<SimulatedConnection> Connections { get; init; }

    public SimulatedConnection? Of(string platform) => Connections.FirstOrDefault(c => c.Platform == platform);
}

/// <summary>A connection whose platform is played here.</summary>
internal sealed record SimulatedConnection
{
    public required string Platform { get; init; }
    public required string ConnectionId { get; init; }

    /// <summary>Path on the gateway, e.g. <c>/webhooks/shopify/demo-1-shopify</c>.</summary>
    public required string WebhookPath { get; init; }

    /// <summary>Signs the webhooks; for TikTok the app's secret, which signs API requests too.</summary>
    public required string Secret { get; init; }

    /// <summary>TikTok's app key; null elsewhere.</summary>
    public string? AppKey { get; init; }

    /// <summary>What the API must be given; null accepts any token.</summary>
    public string? AccessToken { get; init; }

    /// <summary>What is not secret; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>Which shop of TikTok's app; null accepts any.</summary>
    [JsonIgnore] public string? ShopCipher => Settings?.GetValueOrDefault("shopCipher");

    /// <summary>A connection prints as its id alone.</summary>
    public override string ToString() => ConnectionId;
}

using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Gateway;

/// <summary>Where the services are.</summary>
internal sealed class ServiceAddresses
{
    public const string Section = "Services";

    [Required, Url] public string Ingest { get; init; } = "";
    [Required, Url] public string Dashboard { get; init; } = "";
}

/// <summary>How much one caller may ask for.</summary>
internal sealed class GatewayLimits
{
    public const string Section = "Limits";

    /// <summary>Webhooks a second of one connection. Platforms send bursts; this stops a runaway only. The default is 2,000.</summary>
    [Range(1, 1_000_000)] public int WebhooksPerSecond { get; init; } = 2_000;

    /// <summary>API calls a second of one key, in the long run. The default is 100.</summary>
    [Range(1, 100_000)] public int CallsPerSecond { get; init; } = 100;

    /// <summary>API calls of one key at once. The default is 200.</summary>
    [Range(1, 100_000)] public int CallBurst { get; init; } = 200;

    /// <summary>Wrong keys a minute from one address. The default is 20.</summary>
    [Range(1, 100_000)] public int WrongKeysPerMinute { get; init; } = 20;
}

/// <summary>Other origins that may call the API from a browser.</summary>
internal sealed class CorsOrigins
{
    public const string Section = "Cors";
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];
}

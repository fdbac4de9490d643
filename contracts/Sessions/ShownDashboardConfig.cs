using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Sessions;

/// <summary><c>GET /api/dashboard-config</c>: what a dashboard has to know before it asks for sessions.</summary>
public sealed record ShownDashboardConfig
{
    /// <summary>Where the creator's own agent answers, on the machine that the browser runs on.</summary>
    [JsonPropertyName("agent_url")] public required string AgentUrl { get; init; }
    [JsonPropertyName("agent_websocket")] public required string AgentWebSocket { get; init; }

    /// <summary>An agent that has not answered by then is taken for away, and the hosted copy is shown.</summary>
    [JsonPropertyName("fallback_after_ms")] public required long FallbackAfterMs { get; init; }

    /// <summary>An agent that answers again is shown again by then.</summary>
    [JsonPropertyName("recover_within_ms")] public required long RecoverWithinMs { get; init; }

    /// <summary>How far back sessions are shown.</summary>
    [JsonPropertyName("retention_days")] public required long RetentionDays { get; init; }
}

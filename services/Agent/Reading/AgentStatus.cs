using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Sessions;

namespace CreatorFlow.Agent.Reading;

/// <summary><see cref="ShownStatus"/>, and what only an agent knows.</summary>
internal sealed record AgentStatus : ShownStatus
{
    /// <summary><c>off</c> without a gateway, <c>online</c>, <c>offline</c>, or <c>refused</c> when the gateway does not accept this agent.</summary>
    [JsonPropertyName("sync")] public required string Sync { get; init; }

    /// <summary>The code of what went wrong last; null when nothing did since the last success.</summary>
    [JsonPropertyName("sync_error")] public required string? SyncError { get; init; }
    [JsonPropertyName("queue_limit")] public required long QueueLimit { get; init; }

    /// <summary>Changed sessions that the gateway could not read; they are kept, and sent again when they change.</summary>
    [JsonPropertyName("refused")] public required long Refused { get; init; }
}

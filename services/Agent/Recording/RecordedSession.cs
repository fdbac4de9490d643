using System.Text.Json.Serialization;

namespace CreatorFlow.Agent.Recording;

/// <summary>The body of <c>start</c>, <c>progress</c> and <c>end</c>: figures are totals so far; what is missing stays as it was.</summary>
internal sealed record RecordedSession
{
    /// <summary>Of <c>start</c>: the caller's own id, so that a repeated call begins nothing twice; made here when it is missing.</summary>
    [JsonPropertyName("id")] public string? Id { get; init; }

    /// <summary>Of <c>start</c>, where it must be there.</summary>
    [JsonPropertyName("session_type")] public string? SessionType { get; init; }

    /// <summary>Of <c>start</c>; now when it is missing.</summary>
    [JsonPropertyName("start_time")] public DateTimeOffset? StartTime { get; init; }

    /// <summary>Of <c>end</c>; now when it is missing.</summary>
    [JsonPropertyName("end_time")] public DateTimeOffset? EndTime { get; init; }
    [JsonPropertyName("estimated_tokens")] public long? EstimatedTokens { get; init; }
    [JsonPropertyName("total_messages")] public long? TotalMessages { get; init; }

    /// <summary>Added to those known.</summary>
    [JsonPropertyName("models_used")] public IReadOnlyList<string>? ModelsUsed { get; init; }
    [JsonPropertyName("project")] public string? Project { get; init; }
    [JsonPropertyName("description")] public string? Description { get; init; }
    [JsonPropertyName("efficiency")] public decimal? Efficiency { get; init; }
}

using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Sessions;

/// <summary>A work session as the agent and the gateway answer it alike. Times are UTC.</summary>
public record ShownSession
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("session_type")] public required string SessionType { get; init; }
    [JsonPropertyName("start_time")] public required DateTimeOffset StartTime { get; init; }

    /// <summary>Null while it goes on.</summary>
    [JsonPropertyName("end_time")] public required DateTimeOffset? EndTime { get; init; }
    [JsonPropertyName("is_active")] public bool IsActive => EndTime is null;
    [JsonPropertyName("estimated_tokens")] public required long EstimatedTokens { get; init; }
    [JsonPropertyName("total_messages")] public required long TotalMessages { get; init; }
    [JsonPropertyName("models_used")] public required IReadOnlyList<string> ModelsUsed { get; init; }
    [JsonPropertyName("metadata")] public required ShownMetadata Metadata { get; init; }

    /// <summary>A sent session without what only sending needs.</summary>
    public static ShownSession Of(SentSession sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return new()
        {
            Id = sent.Id, SessionType = sent.SessionType, StartTime = sent.StartTime, EndTime = sent.EndTime, EstimatedTokens = sent.EstimatedTokens,
            TotalMessages = sent.TotalMessages, ModelsUsed = sent.ModelsUsed, Metadata = sent.Metadata,
        };
    }
}

/// <summary>What a person said of a session; all of it may be missing.</summary>
public sealed record ShownMetadata
{
    [JsonPropertyName("project")] public required string? Project { get; init; }
    [JsonPropertyName("description")] public required string? Description { get; init; }
    [JsonPropertyName("efficiency")] public required decimal? Efficiency { get; init; }
}

/// <summary>A session as the agent sends it: the shown one, and what tells an older from a newer.</summary>
public sealed record SentSession : ShownSession
{
    /// <summary>Grows with every change of the session.</summary>
    [JsonPropertyName("version")] public required long Version { get; init; }

    /// <summary>When it changed, by the agent's clock.</summary>
    [JsonPropertyName("updated_at")] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>IANA name of the machine's zone.</summary>
    [JsonPropertyName("time_zone")] public required string? TimeZone { get; init; }
}

/// <summary>The body of <c>POST /api/sessions/sync</c>, before it is packed: only what changed.</summary>
public sealed record SentSessions
{
    /// <summary>Sessions in one body.</summary>
    public const int Most = 500;

    [JsonPropertyName("sessions")] public required IReadOnlyList<SentSession> Sessions { get; init; }
}

using System.Text.Json.Serialization;

namespace CreatorFlow.Contracts.Sessions;

/// <summary><c>GET /api/analytics/current</c>; days are those of the creator's time zone.</summary>
public sealed record ShownAnalytics
{
    /// <summary>By session type: sessions that were going on today.</summary>
    [JsonPropertyName("today")] public required IReadOnlyDictionary<string, ShownToday> Today { get; init; }

    /// <summary>By session type: sessions that were going on in the last seven days, today among them.</summary>
    [JsonPropertyName("weekly")] public required IReadOnlyDictionary<string, ShownWeek> Weekly { get; init; }

    /// <summary>Null while no block runs.</summary>
    [JsonPropertyName("current_block")] public required ShownCurrentBlock? CurrentBlock { get; init; }
}

/// <summary>One session type's day.</summary>
public sealed record ShownToday
{
    [JsonPropertyName("sessions")] public required long Sessions { get; init; }
    [JsonPropertyName("tokens")] public required long Tokens { get; init; }

    /// <summary>Messages a session, to two places.</summary>
    [JsonPropertyName("avg_messages")] public required decimal AverageMessages { get; init; }
    [JsonPropertyName("active")] public required long Active { get; init; }
}

/// <summary>One session type's seven days.</summary>
public sealed record ShownWeek
{
    [JsonPropertyName("sessions")] public required long Sessions { get; init; }
    [JsonPropertyName("tokens")] public required long Tokens { get; init; }
}

/// <summary>The five hours that run now.</summary>
public sealed record ShownCurrentBlock
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("elapsed_minutes")] public required long ElapsedMinutes { get; init; }
    [JsonPropertyName("remaining_minutes")] public required long RemainingMinutes { get; init; }
    [JsonPropertyName("sessions")] public required long Sessions { get; init; }
    [JsonPropertyName("tokens")] public required long Tokens { get; init; }

    /// <summary>Of its time, 0 to 100, to one place.</summary>
    [JsonPropertyName("progress_percent")] public required decimal ProgressPercent { get; init; }
}

/// <summary>One of <c>GET /api/five-hour-blocks</c>, the newest first.</summary>
public sealed record ShownBlock
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("start_time")] public required DateTimeOffset StartTime { get; init; }

    /// <summary>Five hours later.</summary>
    [JsonPropertyName("end_time")] public required DateTimeOffset EndTime { get; init; }

    /// <summary>Whether it runs now.</summary>
    [JsonPropertyName("is_active")] public required bool IsActive { get; init; }
    [JsonPropertyName("sessions")] public required long Sessions { get; init; }
    [JsonPropertyName("tokens")] public required long Tokens { get; init; }
}

/// <summary><c>GET /api/status</c>.</summary>
public record ShownStatus
{
    /// <summary><c>agent</c> or <c>hosted</c>.</summary>
    [JsonPropertyName("source")] public required string Source { get; init; }

    [JsonPropertyName("active_sessions")] public required long ActiveSessions { get; init; }

    /// <summary>When the gateway last took what an agent sent; null when it never did.</summary>
    [JsonPropertyName("last_sync")] public required DateTimeOffset? LastSync { get; init; }

    /// <summary>Changed sessions that wait to be sent; null where only an agent knows.</summary>
    [JsonPropertyName("queued")] public required long? Queued { get; init; }
}

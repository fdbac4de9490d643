using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>How live streams are kept going.</summary>
internal sealed class StreamOptions
{
    public const string Section = "Streams";

    /// <summary>How often PostgreSQL is asked for news that Redis did not bring: what a lost wake-up costs at most. 1 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")] public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A silent stream says this often that it lives. 15 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")] public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A WebSocket whose client answers no ping for this long is given up. 1 minute by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan SilentFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A stream whose key was revoked, or whose token has expired, ends within this. 15 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")] public TimeSpan CheckKeysEvery { get; init; } = TimeSpan.FromSeconds(15);
}

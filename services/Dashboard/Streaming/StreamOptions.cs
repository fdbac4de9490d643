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

    /// <summary>A stream whose key was revoked ends within this. 15 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")] public TimeSpan CheckKeysEvery { get; init; } = TimeSpan.FromSeconds(15);
}

using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Hosting.Health;

/// <summary>When a service counts as behind.</summary>
public sealed class CaughtUpOptions
{
    public const string Section = "CaughtUp";

    /// <summary>Items that may wait in one queue. The default is 1,000.</summary>
    [Range(0, 10_000_000)] public long Items { get; init; } = 1_000;

    /// <summary>How long the first of a queue may have waited. The default is 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")] public TimeSpan Age { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without a look nobody knows what waits. The default is 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Unseen { get; init; } = TimeSpan.FromSeconds(30);
}

using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>How patiently channels are told.</summary>
internal sealed class PushOptions
{
    public const string Section = "Pushing";

    /// <summary>Tries in all before a push is a dead letter; while the channel's breaker is open none is counted.</summary>
    [Range(1, 50)] public int Attempts { get; init; } = 8;

    /// <summary>Before the second try; it doubles from try to try.</summary>
    [Range(1, 60_000)] public int FirstDelayMs { get; init; } = 1_000;

    /// <summary>The longest wait between two tries.</summary>
    [Range(1, 3_600_000)] public int LongestDelayMs { get; init; } = 300_000;

    /// <summary>Part of a delay, 0 to 1, that is left to chance, so that many do not come back at once.</summary>
    [Range(0, 1)] public double Jitter { get; init; } = 0.25;

    /// <summary>How often the table of wanted pushes is looked at.</summary>
    [Range(5, 60_000)] public int LookEveryMs { get; init; } = 50;

    /// <summary>How long a claimed push may take before another replica takes it up; of one that was killed it is taken up after three seconds.</summary>
    [Range(1_000, 600_000)] public int ClaimMs { get; init; } = 60_000;

    /// <summary>How long a channel is left alone after it failed again and again.</summary>
    [Range(500, 600_000)] public int BreakMs { get; init; } = 10_000;
}

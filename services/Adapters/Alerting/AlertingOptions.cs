using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>How a creator's alerts are noticed and posted to its webhooks.</summary>
internal sealed class AlertingOptions : IValidatableObject
{
    public const string Section = "Alerting";

    private static readonly int[] Usual = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200];

    /// <summary>Between two looks at a creator's alerts.</summary>
    [Range(50, 60_000)] public int LookEveryMs { get; init; } = 1_000;

    /// <summary>How often it is looked which messages are due.</summary>
    [Range(5, 60_000)] public int SendEveryMs { get; init; } = 250;

    /// <summary>How long an attempt may take, from the name's resolution to the answer's headers.</summary>
    [Range(100, 60_000)] public int TimeoutMs { get; init; } = 10_000;

    /// <summary>How long an attempt may be silent before another replica makes it anew: longer than it can take.</summary>
    [Range(1_000, 600_000)] public int ClaimMs { get; init; } = 30_000;

    /// <summary>Attempts of one replica at a time.</summary>
    [Range(1, 1_000)] public int AtOnce { get; init; } = 64;

    /// <summary>Attempts at one webhook at a time, so that a slow one holds up no other.</summary>
    [Range(1, 100)] public int AtOncePerWebhook { get; init; } = 4;

    /// <summary>Messages that wait for one webhook before what else changes is left to be noticed later.</summary>
    [Range(1, 100_000)] public int MostWaiting { get; init; } = 1_000;

    /// <summary>Seconds before each further attempt, give or take a tenth; without any 5, 30, 120, 600, 3600, 10800, 21600 and 43200: about a day in all.</summary>
    public int[] RetrySeconds { get; init; } = [];

    /// <summary>How long messages are listed that are delivered or given up.</summary>
    [Range(1, 365)] public int KeepDays { get; init; } = 14;

    /// <summary>The seconds that count.</summary>
    internal IReadOnlyList<int> Retries => RetrySeconds.Length == 0 ? Usual : RetrySeconds;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClaimMs < TimeoutMs * 2) yield return new($"{Section}:{nameof(ClaimMs)} must be at least twice {nameof(TimeoutMs)}.", [nameof(ClaimMs)]);
        if (RetrySeconds.Any(s => s is < 0 or > 604_800)) yield return new($"{Section}:{nameof(RetrySeconds)} must be 0 to 604800.", [nameof(RetrySeconds)]);
    }
}

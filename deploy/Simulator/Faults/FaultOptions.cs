using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Simulator.Faults;

/// <summary>How unreliable the platforms are; defaults as gentle as real ones.</summary>
internal sealed class FaultOptions
{
    public const string Section = "Simulator:Faults";

    public static readonly FaultOptions None = new() { DuplicatePercent = 0, ReorderPercent = 0, LongestDelayMs = 0 };

    /// <summary>Of a hundred webhooks so many are never sent at all.</summary>
    [Range(0, 100)] public int LossPercent { get; init; }

    /// <summary>Of a hundred webhooks so many are sent twice.</summary>
    [Range(0, 100)] public int DuplicatePercent { get; init; } = 2;

    /// <summary>Of a hundred webhooks so many are overtaken by the next of their connection.</summary>
    [Range(0, 100)] public int ReorderPercent { get; init; } = 2;

    /// <summary>Each webhook waits up to this long; the order within a connection stays.</summary>
    [Range(0, 60_000)] public int LongestDelayMs { get; init; } = 300;

    /// <summary>Of a hundred calls to a platform's API so many meet a limit that somebody else has used up.</summary>
    [Range(0, 100)] public int ThrottlePercent { get; init; }

    /// <summary>For how long Meta says that it is so, which it says in whole minutes; with 0 it does not say.</summary>
    [Range(0, 60)] public int ThrottledMinutes { get; init; } = 1;
}

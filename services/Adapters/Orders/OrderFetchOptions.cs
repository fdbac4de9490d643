using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Orders;

/// <summary>How patiently an order is asked for. Defaults follow TikTok's advice: 1 s · 2ⁿ up to 60 s, half a second of jitter, five tries.</summary>
internal sealed class OrderFetchOptions
{
    public const string Section = "OrderFetch";

    /// <summary>Tries in all while the platform is throttling, slow or failing.</summary>
    [Range(1, 10)] public int Attempts { get; init; } = 5;

    /// <summary>Tries in all while the platform does not know the order yet.</summary>
    [Range(1, 10)] public int AttemptsUntilKnown { get; init; } = 4;

    /// <summary>Before the second try; it doubles from try to try.</summary>
    [Range(1, 60_000)] public int FirstDelayMs { get; init; } = 1_000;

    /// <summary>The longest wait between two tries.</summary>
    [Range(1, 600_000)] public int LongestDelayMs { get; init; } = 60_000;

    /// <summary>Added to each wait by chance, up to this much.</summary>
    [Range(0, 60_000)] public int JitterMs { get; init; } = 500;

    /// <summary>How long work waits once the tries are used up, before they begin anew.</summary>
    [Range(100, LaterQueue.LongestWaitMs)] public int LaterMs { get; init; } = LaterQueue.LongestWaitMs;
}

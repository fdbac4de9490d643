using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>How often platforms are asked for the orders that no webhook told of.</summary>
internal sealed class OrderPollingOptions
{
    public const string Section = "OrderPolling";

    /// <summary>Between two polls of a connection; 0 for none but those of runs that repair.</summary>
    [Range(0, 10_080)] public int EveryMinutes { get; init; } = 10;

    /// <summary>What a poll asks for again of the time before: clocks differ, and platforms list some changes late.</summary>
    [Range(0, 1_440)] public int OverlapMinutes { get; init; } = 10;

    /// <summary>How far the first poll of a connection looks back, never to before it was set up.</summary>
    [Range(0, 1_440)] public int FirstHours { get; init; } = 48;

    /// <summary>After a poll that failed in passing; longer if the platform asks for it.</summary>
    [Range(1, 3_600)] public int RetrySeconds { get; init; } = 30;

    /// <summary>Tries for a page or an order while its platform is at its limit or fails in passing.</summary>
    [Range(1, 20)] public int Tries { get; init; } = 6;

    /// <summary>Before the second of them; it doubles from try to try, and is longer if the platform asks for it.</summary>
    [Range(1, 60_000)] public int FirstDelayMs { get; init; } = 1_000;

    /// <summary>The longest wait before another try; a platform that asks for more ends the poll, which is gone on with when it said.</summary>
    [Range(1, 60_000)] public int LongestDelayMs { get; init; } = 20_000;

    /// <summary>How often it is looked which connections are due.</summary>
    [Range(5, 60_000)] public int LookEveryMs { get; init; } = 1_000;

    /// <summary>How long a poll may be silent before another replica goes on with it.</summary>
    [Range(1_000, 600_000)] public int ClaimMs { get; init; } = 120_000;

    /// <summary>Polls of one replica at once.</summary>
    [Range(1, 64)] public int AtOnce { get; init; } = 4;

    /// <summary>How long a run that repairs waits for the orders; then it goes on without the rest.</summary>
    [Range(0, 600_000)] public int RunWaitsMs { get; init; } = 30_000;
}

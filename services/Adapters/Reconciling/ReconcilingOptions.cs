using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>How often channels are compared with the books, and how patiently.</summary>
internal sealed class ReconcilingOptions
{
    public const string Section = "Reconciling";

    /// <summary>Between the scheduled runs of a connection; 0 for none.</summary>
    [Range(0, 10_080)] public int EveryMinutes { get; init; } = 15;

    /// <summary>Whether a scheduled run repairs what it finds, or only shows it.</summary>
    public bool RepairBySchedule { get; init; }

    /// <summary>How often runs that wait are looked for.</summary>
    [Range(5, 60_000)] public int LookEveryMs { get; init; } = 1_000;

    /// <summary>How long a run may be silent before another replica begins it again.</summary>
    [Range(1_000, 600_000)] public int ClaimMs { get; init; } = 120_000;

    /// <summary>Times a run is begun before it is given up as interrupted.</summary>
    [Range(1, 20)] public int Attempts { get; init; } = 3;

    /// <summary>Times a page is asked for before the run fails.</summary>
    [Range(1, 20)] public int TriesPerPage { get; init; } = 6;

    /// <summary>How long a page waits for pushes of the same connection.</summary>
    [Range(0, 60_000)] public int GiveWayMs { get; init; } = 5_000;

    /// <summary>How long differences are left alone before they are looked at again: webhooks of the same moment come meanwhile.</summary>
    [Range(0, 60_000)] public int SettleMs { get; init; } = 10_000;

    /// <summary>How long a channel may take to show what it took.</summary>
    [Range(0, 3_600_000)] public int EchoPatienceMs { get; init; } = 60_000;

    /// <summary>Runs of one replica at once.</summary>
    [Range(1, 64)] public int AtOnce { get; init; } = 4;
}

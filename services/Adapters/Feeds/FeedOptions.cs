using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Adapters.Feeds;

/// <summary>When many pushes of a connection are told in one piece, where its platform takes feeds.</summary>
internal sealed class FeedOptions
{
    public const string Section = "Feeds";

    /// <summary>Pushes that wait before a feed is made of them; fewer are told by calls.</summary>
    [Range(2, 1_000_000)] public int From { get; init; } = 200;

    /// <summary>How long nothing may have been added; five times as long is waited at most.</summary>
    [Range(1, 600_000)] public int GatherMs { get; init; } = 5_000;

    /// <summary>How often it is looked whether a feed is to be made, or one that runs is to be asked about.</summary>
    [Range(5, 60_000)] public int LookEveryMs { get; init; } = 1_000;

    /// <summary>Before the platform is asked about a feed for the first time; then a quarter of the feed's age, a minute at most.</summary>
    [Range(1, 600_000)] public int FirstLookMs { get; init; } = 5_000;

    /// <summary>A feed whose replica was silent for so long is taken up by another.</summary>
    [Range(1_000, 3_600_000)] public int ClaimMs { get; init; } = 60_000;

    /// <summary>After so long a feed counts as lost, and its listings are told again.</summary>
    [Range(1, 10_080)] public int PatienceMinutes { get; init; } = 360;

    /// <summary>Feeds that one replica works on at once.</summary>
    [Range(1, 64)] public int AtOnce { get; init; } = 4;
}

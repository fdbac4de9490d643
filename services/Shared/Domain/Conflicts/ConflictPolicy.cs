using System.Collections.Immutable;
using CreatorFlow.Contracts;

namespace CreatorFlow.Domain.Conflicts;

/// <summary>How concurrent sets of one SKU's stock are decided; per creator, overridden per channel and SKU.</summary>
internal sealed record ConflictPolicy
{
    /// <summary>The rule table, a window of 5 seconds, review up to 30 seconds (domain rules, section 5).</summary>
    public static readonly ConflictPolicy Default = new();

    /// <summary>Updates of different sources this close together are concurrent.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sources this close together go to review when only the clock could decide between them.</summary>
    public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>business_rules</c>, <c>last_write_wins</c>, <c>manual_review</c> or <c>merge</c>.</summary>
    public string Strategy { get; init; } = Strategies.BusinessRules;

    /// <summary>Sources, the one that wins a tie first.</summary>
    public ImmutableArray<string> Ranks { get; init; } =
        [Platforms.TikTok, Platforms.Shopify, Platforms.Amazon, Platforms.Instagram, Platforms.Standard, Platforms.Manual];

    public int RankOf(string source) => Ranks.IndexOf(source) is >= 0 and var rank ? rank : Ranks.Length;
}

/// <summary>The strategies' written-down names.</summary>
internal static class Strategies
{
    public const string BusinessRules = "business_rules";
    public const string LastWriteWins = "last_write_wins";
    public const string ManualReview = "manual_review";
    public const string Merge = "merge";
}

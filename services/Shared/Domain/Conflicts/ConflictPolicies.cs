using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Settings;

namespace CreatorFlow.Domain.Conflicts;

/// <summary>All that was set for one SKU's conflicts. Each field is the SKU's, else the channel's, else the creator's, else the default's.</summary>
internal sealed record ConflictPolicies
{
    private const int WidestWindow = 30;
    private static readonly ConflictSettings Nothing = new();

    public static readonly ConflictPolicies Default = new();

    /// <summary>Which of the creator's settings are known here; 0 for none.</summary>
    public long Revision { get; init; }
    public ConflictSettings Creator { get; init; } = Nothing;

    /// <summary>By connection.</summary>
    public ImmutableSortedDictionary<string, ConflictSettings> Channels { get; init; } = ImmutableSortedDictionary.Create<string, ConflictSettings>(StringComparer.Ordinal);
    public ConflictSettings Sku { get; init; } = Nothing;

    /// <summary>The widest of all windows: what lies further apart conflicts by nobody's settings.</summary>
    [JsonIgnore] public TimeSpan Window => Channels.IsEmpty ? Of(null).Window : Channels.Keys.Select(c => Of(c).Window).Append(Of(null).Window).Max();

    /// <summary>What counts for a connection's updates; for null, where no channel takes part.</summary>
    public ConflictPolicy Of(string? connection) =>
        Over(Over(Over(ConflictPolicy.Default, Creator), connection is null ? Nothing : Channels.GetValueOrDefault(connection, Nothing)), Sku);

    /// <summary>
    /// What decides between updates of several connections: manual review before all else, then what the higher-ranked
    /// source has; a person's update brings no policy of its own. A function of the set, not of its order.
    /// </summary>
    /// <param name="parties">Connection, null for a person, and source of each update.</param>
    public ConflictPolicy Among(IEnumerable<(string? Connection, string Source)> parties)
    {
        if (Channels.IsEmpty) return Of(null);
        var general = Of(null);
        return parties.Where(p => p.Connection is not null)
            .OrderBy(p => Of(p.Connection).Strategy == Strategies.ManualReview ? 0 : 1)
            .ThenBy(p => general.RankOf(p.Source)).ThenBy(p => p.Connection, StringComparer.Ordinal)
            .Select(p => Of(p.Connection)).FirstOrDefault(general);
    }

    /// <summary>How close two updates have to be for a conflict: the wider window of two channels; between a person and a channel the channel's.</summary>
    public TimeSpan WindowBetween(string? one, string? other)
    {
        if (Channels.IsEmpty || one == other) return Of(one).Window;
        if (one is null || other is null) return Of(one ?? other).Window;
        var (first, second) = (Of(one).Window, Of(other).Window);
        return first > second ? first : second;
    }

    public ConflictPolicies With(PolicyApplied e) => this with
    {
        Revision = e.Revision, Creator = e.Conflicts, Channels = Channels.Clear().AddRange(e.Channels),
    };

    /// <exception cref="RefusedException">A value out of its range.</exception>
    public static void Check(ConflictSettings wanted)
    {
        if (wanted.WindowSeconds is < 0 or > WidestWindow) throw new RefusedException("settings.window_out_of_range");
        if (wanted.Strategy is not (null or Strategies.BusinessRules or Strategies.LastWriteWins or Strategies.ManualReview or Strategies.Merge)) throw new RefusedException("settings.unknown_strategy");
    }

    private static ConflictPolicy Over(ConflictPolicy above, ConflictSettings own) => own is { Strategy: null, Ranks: null, WindowSeconds: null } ? above : above with
    {
        Strategy = own.Strategy ?? above.Strategy,
        Ranks = own.Ranks is null ? above.Ranks : [.. own.Ranks],
        Window = own.WindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : above.Window,
    };
}

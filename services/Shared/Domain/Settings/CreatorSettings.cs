using System.Collections.Immutable;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Contracts.Settings;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Settings;

/// <summary>What a creator decided for all of its SKUs, folded from its stream <c>settings</c>.</summary>
internal sealed record CreatorSettings
{
    public const string StreamType = "settings";

    /// <summary>One stream a creator.</summary>
    public const string Stream = "settings";

    /// <summary>Raise it when the shape changes; see <see cref="Inventory.StockState.Schema"/>.</summary>
    public const int Schema = 1;

    /// <summary>How often the conflict settings were changed.</summary>
    public long ConflictRevision { get; init; }
    public ConflictSettings Conflicts { get; init; } = new();

    /// <summary>By connection.</summary>
    public ImmutableSortedDictionary<string, ConflictSettings> Channels { get; init; } = ImmutableSortedDictionary.Create<string, ConflictSettings>(StringComparer.Ordinal);

    /// <exception cref="RefusedException">A value out of its range.</exception>
    public static CreatorSettingsChanged Checked(CreatorSettingsChanged e)
    {
        foreach (var wanted in e.Channels.Values.Prepend(e.Conflicts)) ConflictPolicies.Check(wanted);
        return e;
    }

    public static CreatorSettings Evolve(CreatorSettings settings, CreatorSettingsEvent happened) => happened switch
    {
        CreatorSettingsChanged e => settings with
        {
            ConflictRevision = settings.ConflictRevision + 1, Conflicts = e.Conflicts, Channels = settings.Channels.Clear().AddRange(e.Channels),
        },
        _ => throw new System.Diagnostics.UnreachableException(happened.ToString()),
    };

    /// <summary>What a SKU has to record before its next update, or null when it knows these settings.</summary>
    public PolicyApplied? NewTo(ConflictPolicies known, DateTimeOffset at) => known.Revision == ConflictRevision ? null : new()
    {
        Revision = ConflictRevision, Conflicts = Conflicts, Channels = Channels, OccurredAt = at,
    };
}

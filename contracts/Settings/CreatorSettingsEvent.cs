namespace CreatorFlow.Contracts.Settings;

/// <summary>What a creator decided for all of its SKUs: the events of its stream <c>settings</c>. A closed union.</summary>
public abstract record CreatorSettingsEvent
{
    private protected CreatorSettingsEvent() { }
}

/// <summary><c>creator.settings_changed</c>: how conflicts are decided from now on, whole: it replaces what was set before.</summary>
public sealed record CreatorSettingsChanged : CreatorSettingsEvent
{
    /// <summary>For every SKU and channel that has nothing else of its own.</summary>
    public required ConflictSettings Conflicts { get; init; }

    /// <summary>By connection.</summary>
    public required IReadOnlyDictionary<string, ConflictSettings> Channels { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

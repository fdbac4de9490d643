using CreatorFlow.Contracts.Settings;

namespace CreatorFlow.Contracts.Channels;

/// <summary>A person chose how conflicts are decided, for all SKUs and by channel; it replaces the former choice.</summary>
public sealed record ConflictSettingsChosen : ChannelEvent
{
    public required ConflictSettings Conflicts { get; init; }

    /// <summary>By connection.</summary>
    public required IReadOnlyDictionary<string, ConflictSettings> Channels { get; init; }
}

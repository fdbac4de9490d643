namespace CreatorFlow.Contracts.Channels;

/// <summary>How a work session stands at one of its revisions, whole: an agent sends the newest one alone.</summary>
public sealed record SessionReported : ChannelEvent
{
    public required string SessionId { get; init; }

    /// <summary>Grows with every change of the session; of two reports the one with the higher revision is true.</summary>
    public required long Revision { get; init; }
    public required string SessionType { get; init; }
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndTime { get; init; }
    public required long EstimatedTokens { get; init; }
    public required long TotalMessages { get; init; }
    public IReadOnlyList<string> ModelsUsed { get; init; } = [];
    public string? Project { get; init; }
    public string? Description { get; init; }
    public decimal? Efficiency { get; init; }

    /// <summary>IANA name of the zone that the creator's machine is in; null when it is not known.</summary>
    public string? TimeZone { get; init; }
}

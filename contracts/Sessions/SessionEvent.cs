namespace CreatorFlow.Contracts.Sessions;

/// <summary>What happened in one work session: the events of a stream <c>session-{sessionId}</c>. A closed union; each carries the figures as they stood.</summary>
public abstract record SessionEvent
{
    private protected SessionEvent() { }

    /// <summary>The agent's number of this change; an older one is never recorded after a newer.</summary>
    public required long Revision { get; init; }
    public required long EstimatedTokens { get; init; }
    public required long TotalMessages { get; init; }
    public IReadOnlyList<string> ModelsUsed { get; init; } = [];
    public string? Project { get; init; }
    public string? Description { get; init; }
    public decimal? Efficiency { get; init; }

    /// <summary>The agent's time of the change.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary><c>session.started</c>: the first that was heard of it.</summary>
public sealed record SessionStarted : SessionEvent
{
    public required string SessionId { get; init; }
    public required string SessionType { get; init; }
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>IANA name; null when it is not known.</summary>
    public string? TimeZone { get; init; }
}

/// <summary><c>session.progressed</c>: newer figures.</summary>
public sealed record SessionProgressed : SessionEvent;

/// <summary><c>session.ended</c>: it is over; said again when its last figures are corrected.</summary>
public sealed record SessionEnded : SessionEvent
{
    public required DateTimeOffset EndTime { get; init; }
}

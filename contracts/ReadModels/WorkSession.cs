namespace CreatorFlow.Contracts.ReadModels;

/// <summary>One work session: the document <c>mt_doc_worksession</c>.</summary>
public sealed record WorkSession
{
    public required string Id { get; init; }
    public required string SessionType { get; init; }
    public required DateTimeOffset StartTime { get; init; }

    /// <summary><see cref="StartTime"/> in milliseconds since 1970: what lists are sorted by.</summary>
    public required long StartedMs { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndTime { get; init; }
    public required long EstimatedTokens { get; init; }
    public required long TotalMessages { get; init; }
    public IReadOnlyList<string> ModelsUsed { get; init; } = [];
    public string? Project { get; init; }
    public string? Description { get; init; }
    public decimal? Efficiency { get; init; }

    /// <summary>IANA name; null when it is not known.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The agent's number of its newest change.</summary>
    public required long Revision { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required long Version { get; init; }
}

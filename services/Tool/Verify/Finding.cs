namespace CreatorFlow.Tool.Verify;

/// <summary>Something that is not as it was recorded.</summary>
/// <param name="Code">One of <see cref="FindingCodes"/>; stable.</param>
/// <param name="Creator">Whose.</param>
/// <param name="Subject">The stream, document or key.</param>
/// <param name="Detail">For a person.</param>
internal sealed record Finding(string Code, string Creator, string Subject, string Detail);

internal static class FindingCodes
{
    /// <summary>A stream has fewer events than its version says.</summary>
    public const string VersionMissing = "version.missing";

    /// <summary>A stream has events beyond its version.</summary>
    public const string VersionBeyond = "version.beyond";

    /// <summary>Events are archived, and the snapshot that stands in for them has a shape that this program does not read.</summary>
    public const string SnapshotOutdated = "snapshot.outdated";

    /// <summary>Events that are recorded as archived are in the table too.</summary>
    public const string ArchiveBeyond = "archive.beyond";

    /// <summary>An event's body is not the one whose checksum it carries.</summary>
    public const string EventChanged = "event.changed";

    /// <summary>An event carries no checksum.</summary>
    public const string EventUnchecked = "event.unchecked";

    /// <summary>An event has not the shape of its type, or a type that this program does not know.</summary>
    public const string EventUnreadable = "event.unreadable";

    /// <summary>An idempotency key that an event or a delivery names is not recorded: a duplicate would be applied again.</summary>
    public const string KeyLost = "key.lost";

    /// <summary>A read model's row is not the fold of its stream.</summary>
    public const string ReadModelWrong = "read_model.wrong";

    /// <summary>A snapshot is not the fold of the events up to it: whoever loads from it decides wrongly.</summary>
    public const string SnapshotWrong = "snapshot.wrong";

    /// <summary>A stream has no row in its read model.</summary>
    public const string ReadModelMissing = "read_model.missing";

    /// <summary>A row in a read model has no stream.</summary>
    public const string ReadModelOrphaned = "read_model.orphaned";
}

/// <summary>What was looked at, and what was found in it.</summary>
internal sealed record CheckedLog(long Creators, long Events, IReadOnlyList<Finding> Findings);

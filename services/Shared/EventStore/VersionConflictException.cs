namespace CreatorFlow.EventStore;

/// <summary>Another writer appended first, or recorded the same idempotency key: reload and decide again.</summary>
public sealed class VersionConflictException : Exception
{
    public VersionConflictException() { }

    public VersionConflictException(string message) : base(message) { }

    public VersionConflictException(string message, Exception innerException) : base(message, innerException) { }
}

namespace CreatorFlow.EventStore.Archiving;

/// <summary>An archive could not be written or is not what it was: nothing was changed in the database by the step that failed.</summary>
public sealed class ArchiveException : Exception
{
    public ArchiveException() { }

    public ArchiveException(string message) : base(message) { }

    public ArchiveException(string message, Exception innerException) : base(message, innerException) { }
}

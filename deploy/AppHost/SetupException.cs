namespace CreatorFlow.AppHost;

/// <summary>Something outside this program stands in the way; the message says what it is and what to do.</summary>
public sealed class SetupException(string message, Exception? cause = null) : Exception(message, cause);

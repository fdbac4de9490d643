namespace CreatorFlow.Agent.Syncing;

/// <summary>What became of a batch. A closed union.</summary>
internal abstract record SyncAnswer
{
    private SyncAnswer() { }

    /// <summary>The gateway has all of it, safe.</summary>
    public sealed record Taken : SyncAnswer;

    /// <summary>Something in it cannot be read or is too large: never to be sent like this again.</summary>
    public sealed record Unreadable(string Code) : SyncAnswer;

    /// <summary>Key, signature or clock are not accepted: a person has to mend it, and everything waits.</summary>
    public sealed record NotAccepted(string Code) : SyncAnswer;

    /// <summary>Nobody answers, or asks to come again later.</summary>
    public sealed record Later(string Code, TimeSpan? After) : SyncAnswer;
}

namespace CreatorFlow.AppHost.Processes;

/// <summary>What to start, and how it is to be stopped.</summary>
public sealed record ProcessSpecification(string Name, string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Standard output and standard error are appended to it.</summary>
    public required string LogFile { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Added to this process's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Asks the process to end in good order. The kernel sends it, too, when this process dies first.</summary>
    public Signal StopSignal { get; init; } = Signal.Terminate;

    /// <summary>After this long without an end the process and its group are killed.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>0 to 19, added to this process's own: how far it steps back for others.</summary>
    public int Niceness { get; init; }

    /// <summary>Null: as whom this process runs.</summary>
    public SystemUser? User { get; init; }
}

namespace CreatorFlow.Agent.Syncing;

/// <summary>How sending went last. Thread-safe.</summary>
internal sealed class SyncState
{
    public const string Off = "off";
    public const string Online = "online";
    public const string Offline = "offline";
    public const string Refused = "refused";
    private volatile Standing standing = new(Off, null);

    public string Name => standing.Name;

    /// <summary>The code of the last failure; null after a success.</summary>
    public string? Error => standing.Error;

    public void Became(string name, string? error = null) => standing = new(name, error);

    private sealed record Standing(string Name, string? Error);
}

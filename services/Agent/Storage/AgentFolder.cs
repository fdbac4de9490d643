namespace CreatorFlow.Agent.Storage;

/// <summary>Where the agent keeps what it knows; its owner alone may look inside.</summary>
internal static class AgentFolder
{
    /// <summary>The database's path; its folder is there afterwards.</summary>
    public static string Database(string? folder)
    {
        var path = folder ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "creatorflow-agent");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Path.Combine(path, "agent.db");
    }
}

using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.AppHost.Running;

/// <summary>What can be known to be wrong before anything is started.</summary>
internal static class Preconditions
{
    private static readonly string[] _tools = ["setsid", "setpriv", "nice"];

    /// <exception cref="SetupException">This is no Linux, or lacks the basic tools every Linux has.</exception>
    public static void RequireLinux()
    {
        if (!OperatingSystem.IsLinux())
            throw new SetupException("The AppHost runs on Linux (WSL 2 included). Elsewhere use docker compose up.");
        var missing = _tools.Where(tool => ServerPrograms.OnPath(tool) is null).ToList();
        if (missing.Count > 0)
            throw new SetupException($"{string.Join(" and ", missing)} not found: install the packages util-linux and coreutils.");
    }

    /// <exception cref="SetupException">The gateway's port is taken.</exception>
    public static void RequirePort(AppHostOptions options)
    {
        if (!PortBook.IsFree(options.Port))
            throw new SetupException(
                $"Port {options.Port} is taken by {PortOwner.Describe(options.Port)}. Stop it, or choose another port with --port.");
    }
}

using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Building;

/// <summary>Builds the dashboard's web app where its sources are newer than what was built.</summary>
internal sealed class DashboardBuild(Repository repository, DataFolder data)
{
    private const int OldestNode = 20;

    private static readonly HashSet<string> _made = ["node_modules", "dist", "coverage"];

    private readonly string _folder = repository.Combine("gateway", "dashboard");

    public string Output => Path.Combine(_folder, "dist");

    /// <summary>False while the checkout has no dashboard: the gateway then serves the API alone.</summary>
    public bool Exists => File.Exists(In("package.json"));

    public bool IsCurrent => File.Exists(BuiltPage) && Sources().All(source => source.LastWriteTimeUtc <= File.GetLastWriteTimeUtc(BuiltPage));

    private string BuiltPage => Path.Combine(Output, "index.html");

    /// <exception cref="SetupException">Node is missing or too old, or the build failed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var alone = await CrossProcessLock.TakeAsync(repository.Combine("gateway", "obj", "dashboard.lock"), cancellation);
        if (IsCurrent)
            return;
        await RequireNodeAsync();
        var log = ServiceBuild.FreshLog(data.Log("build-dashboard"));
        if (!PackagesAreCurrent)
            await NpmAsync(["ci"], log, cancellation);
        await NpmAsync(["run", "build"], log, cancellation);
    }

    // npm leaves its own copy of the lock file where it has installed all of it.
    private bool PackagesAreCurrent =>
        File.Exists(In("node_modules/.package-lock.json"))
        && File.GetLastWriteTimeUtc(In("node_modules/.package-lock.json")) >= File.GetLastWriteTimeUtc(In("package-lock.json"));

    private IEnumerable<FileInfo> Sources() => new DirectoryInfo(_folder).EnumerateFileSystemInfos()
        .Where(entry => !_made.Contains(entry.Name))
        .SelectMany(entry => entry is DirectoryInfo folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [(FileInfo)entry]);

    private static async Task RequireNodeAsync()
    {
        var version = await Tool.AskAsync("node", ["--version"]);
        if (version is null || !int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestNode)
            throw new SetupException($"The dashboard is built with Node {OldestNode} or newer and npm; found: {version ?? "none"}. Install it and start again.");
    }

    private Task NpmAsync(string[] arguments, string log, CancellationToken cancellation) => Tool.RunAsync(
        new ProcessSpecification($"npm {string.Join(' ', arguments)} (gateway/dashboard)", "npm", arguments)
        {
            LogFile = log,
            WorkingDirectory = _folder,
        },
        cancellation);

    private string In(string name) => Path.Combine(_folder, name);
}

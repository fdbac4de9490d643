using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.Services;

/// <summary>A service of this checkout: its short name, its folder, its project.</summary>
internal sealed record ServiceDefinition(string Name, string Folder, string Project)
{
    /// <summary>
    /// Of services that work off what was taken, and share their cores with the servers and with those that take it: all of them wait for a server, so each is
    /// done sooner when the servers come first, above all while one comes back. A busy core gives them a tenth of what it gives others (<c>sched(7)</c>).
    /// </summary>
    public const int BackgroundNiceness = 10;

    public static ServiceDefinition Ingest { get; } = new("ingest", "services/Ingest", "CreatorFlow.Ingest");

    public static ServiceDefinition Projection { get; } = new("projection", "services/Projection", "CreatorFlow.Projection");

    public static ServiceDefinition Adapters { get; } = new("adapters", "services/Adapters", "CreatorFlow.Adapters");

    public static ServiceDefinition Dashboard { get; } = new("dashboard", "services/Dashboard", "CreatorFlow.Dashboard");

    public static ServiceDefinition Gateway { get; } = new("gateway", "gateway", "CreatorFlow.Gateway");

    public static ServiceDefinition Agent { get; } = new("agent", "services/Agent", "CreatorFlow.Agent");

    public static ServiceDefinition Simulator { get; } = new("simulator", "deploy/Simulator", "CreatorFlow.Simulator");

    /// <summary>How far a service steps back for the others of its machine: not at all when somebody waits for its answer.</summary>
    /// <param name="project">The service's, such as <c>CreatorFlow.Ingest</c>.</param>
    public static int NicenessOf(string project) => project == Gateway.Project || project == Ingest.Project || project == Dashboard.Project ? 0 : BackgroundNiceness;

    /// <summary>Where <c>dotnet run</c> would stand, so that appsettings.json is found.</summary>
    public string WorkingDirectory(Repository repository) => repository.Combine(Folder);

    public string Assembly(Repository repository, string configuration) =>
        repository.Combine(Folder, "bin", configuration, "net10.0", Project + ".dll");
}

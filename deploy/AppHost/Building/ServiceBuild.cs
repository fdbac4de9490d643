using CreatorFlow.AppHost.CommandLine;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;

namespace CreatorFlow.AppHost.Building;

/// <summary>Builds the services' projects, all in one go.</summary>
internal sealed class ServiceBuild(AppHostOptions options, Repository repository, DataFolder data)
{
    private const string Projects = "deploy/AppHost/Services.slnf";

    /// <exception cref="SetupException">The SDK is missing or another one than global.json asks for, or the code does not compile.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await RequireSdkAsync();
        // Build servers would stay behind when we stop.
        await Tool.RunAsync(
            new ProcessSpecification(
                "dotnet build",
                "dotnet",
                ["build", Projects, "--configuration", options.Configuration, "--nologo", "--verbosity", "quiet", "--disable-build-servers"])
            {
                LogFile = FreshLog(data.Log("build-services")),
                WorkingDirectory = repository.Root,
            },
            cancellation);
    }

    // Asked inside the checkout, dotnet heeds global.json and fails where no installed SDK fits.
    private async Task RequireSdkAsync()
    {
        if (await Tool.AskAsync("dotnet", ["--version"], repository.Root) is null)
            throw new SetupException(
                $"The .NET SDK that {repository.Combine("global.json")} asks for is not installed (dotnet --list-sdks shows what is). Install the .NET 10 SDK.");
    }

    internal static string FreshLog(string path)
    {
        File.Delete(path);
        return path;
    }
}

using System.CommandLine;
using CreatorFlow.AppHost.Demo;
using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;

namespace CreatorFlow.AppHost.CommandLine;

/// <summary>Makes the demo creators on a platform that somebody else brought up, such as docker compose.</summary>
internal sealed class DemoCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly Option<string> _data = Text("--data", "Where demo.json and runtime.json are kept.");
    private readonly Option<string> _gateway = Text("--gateway", "The gateway's address.");
    private readonly Option<string> _dashboard = Text("--dashboard", "The dashboard service's address.");
    private readonly Option<string> _simulator = Text("--simulator", "The Simulator's address.");
    private readonly Option<string?> _page = new("--page") { Description = "The gateway's address as a browser has it: keys, and links that sign in there, are written to the output." };
    private readonly Option<int> _creators = new("--demo-creators") { Description = "How many.", DefaultValueFactory = _ => 2 };

    public Command Describe()
    {
        var command = new Command("demo", "Makes the demo creators on a platform that runs already.") { _data, _gateway, _dashboard, _simulator, _page, _creators };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var data = parsed.GetValue(_data)!;
        var dashboard = parsed.GetValue(_dashboard)!;
        try
        {
            var creators = DemoCreators.LoadOrMake(Path.Combine(data, "demo.json"), parsed.GetValue(_creators));
            await WaitForAsync(dashboard, cancellation);
            await new DemoSeed(dashboard, parsed.GetValue(_simulator)!, Setting("Internal__Token")).ApplyAsync(creators, cancellation);
            var described = Describe(parsed.GetValue(_gateway)!, creators);
            PrivateFile.Write(Path.Combine(data, RuntimeFile.Name), described);
            if (parsed.GetValue(_page) is { } page) Summary.WriteCreators(Console.Out, page, described.Creators);
            return 0;
        }
        catch (SetupException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task WaitForAsync(string dashboard, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        if (!await Waiting.UntilAsync(() => http.AnswersAsync($"{dashboard}/health/ready", cancellation), _patience, cancellation))
            throw new SetupException($"{dashboard} was not ready after {_patience.TotalMinutes} minutes.");
    }

    private static RuntimeFile Describe(string gateway, IReadOnlyList<DemoCreator> creators) => new()
    {
        Ready = true,
        AppHostPid = Environment.ProcessId,
        Gateway = gateway,
        Components = [],
        Postgres = Setting("ConnectionStrings__Postgres"),
        RabbitMq = Setting("ConnectionStrings__RabbitMq"),
        Redis = Setting("ConnectionStrings__Redis"),
        Creators = [.. creators.Select(DemoCreators.Describe)],
    };

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new SetupException($"The environment variable {name} is not set.");

    private static Option<string> Text(string name, string description) => new(name) { Description = description, Required = true };
}

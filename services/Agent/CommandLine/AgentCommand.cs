using System.CommandLine;

namespace CreatorFlow.Agent.CommandLine;

/// <summary><c>creatorflow-agent</c> runs the agent; <c>start</c>, <c>progress</c>, <c>end</c> and <c>status</c> speak to the one that runs.</summary>
internal static class AgentCommand
{
    private static readonly Option<int?> Port = new("--port") { Description = $"The agent's port on loopback. [default: Agent__Port, or {AgentOptions.UsualPort}]", Recursive = true };
    private static readonly Option<string?> Data = new("--data") { Description = "The folder of its database. [default: Agent__Data, or one of the user's own]" };
    private static readonly Option<string?> Gateway = new("--gateway") { Description = "Where sessions are sent to. [default: Agent__Gateway; without one they stay here]" };

    public static RootCommand Describe()
    {
        var root = new RootCommand("Records work sessions on this machine and sends them to CreatorFlow.") { Port, Data, Gateway };
        foreach (var command in RecordCommands.Describe(Port)) root.Subcommands.Add(command);
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(Given(parsed));
        var app = builder.AddAgent().Build().MapAgent();
        await app.RunAsync(cancellation);
        return 0;
    }

    private static Dictionary<string, string?> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>();
        if (parsed.GetValue(Port) is { } port) given["Agent:Port"] = $"{port}";
        if (parsed.GetValue(Data) is { } data) given["Agent:Data"] = data;
        if (parsed.GetValue(Gateway) is { } gateway) given["Agent:Gateway"] = gateway;
        return given;
    }
}

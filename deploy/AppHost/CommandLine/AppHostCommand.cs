using System.CommandLine;
using CreatorFlow.AppHost.Folder;

namespace CreatorFlow.AppHost.CommandLine;

/// <summary>The command line of <c>dotnet run --project deploy/AppHost --</c>.</summary>
internal sealed class AppHostCommand
{
    private readonly Option<int> _port = Number("--port", "The gateway's port on loopback.", 8080, 1, 65_535);
    private readonly Option<string?> _data = new("--data") { Description = "Where everything is kept. [default: .local in the checkout]" };
    private readonly Option<bool> _noDemo = new("--no-demo") { Description = "Make the demo creators, but no demo traffic and no agent." };
    private readonly Option<int> _creators = Number("--demo-creators", "How many demo creators there are.", 2, 0, 1_000);
    private readonly Option<int> _rate = Number("--simulator-rate", "Simulated platform events a second.", 2, 0, 100_000);
    private readonly Option<InfrastructureKind> _infrastructure = new("--infra") { Description = "Which servers are used." };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "Connection string of a running PostgreSQL." };
    private readonly Option<string?> _rabbitMq = new("--rabbitmq") { Description = "amqp:// address of a running RabbitMQ." };
    private readonly Option<string?> _redis = new("--redis") { Description = "Connection string of a running Redis." };
    private readonly Option<string> _configuration = new("--configuration")
    {
        Description = "The build configuration of the services.",
        DefaultValueFactory = _ => "Release",
    };

    private readonly Option<bool> _noBuild = new("--no-build") { Description = "Run the services as they were built last." };

    /// <param name="run">Does the work and gives the exit code.</param>
    public RootCommand Describe(Func<AppHostOptions, Task<int>> run)
    {
        var root = new RootCommand("Brings the whole CreatorFlow platform up on this machine, and down again.")
        {
            _port, _data, _noDemo, _creators, _rate, _infrastructure, _postgres, _rabbitMq, _redis, _configuration, _noBuild,
        };
        root.Subcommands.Add(new DemoCommand().Describe());
        root.SetAction((parsed, _) => run(Read(parsed)));
        return root;
    }

    private AppHostOptions Read(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(_port),
        DataFolder = parsed.GetValue(_data) ?? Repository.Find().Combine(".local"),
        DemoTraffic = !parsed.GetValue(_noDemo),
        DemoCreators = parsed.GetValue(_creators),
        SimulatorRate = parsed.GetValue(_rate),
        Infrastructure = parsed.GetValue(_infrastructure),
        Postgres = parsed.GetValue(_postgres),
        RabbitMq = parsed.GetValue(_rabbitMq),
        Redis = parsed.GetValue(_redis),
        Configuration = parsed.GetValue(_configuration)!,
        Build = !parsed.GetValue(_noBuild),
    };

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
                result.AddError($"{name} takes a number from {least} to {most}, not {value}.");
        });
        return option;
    }
}

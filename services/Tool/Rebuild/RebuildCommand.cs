using System.CommandLine;
using System.Globalization;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Rebuild;

/// <summary><c>rebuild [stockitem|ordersummary|worksession|all]</c>.</summary>
internal static class RebuildCommand
{
    public static Command Describe()
    {
        var model = new Argument<string>("read model") { Description = "Which one.", DefaultValueFactory = _ => "all" };
        model.AcceptOnlyFromAmong([.. ReadModel.All.Select(m => m.Alias), "all"]);
        var creator = new Option<string?>("--creator") { Description = "Only this creator's rows; they are put right in place." };
        var accept = new Option<bool>("--accept-differences") { Description = "Switch although rows differ: the log is right." };
        var command = new Command("rebuild", "Builds read models again from the log beside the live ones, compares, and switches while the platform runs.") { model, creator, accept };
        return command.OnDatabase((parsed, database, screen, cancellation) =>
            RunAsync(database, screen, Chosen(parsed.GetValue(model)!), parsed.GetValue(creator), parsed.GetValue(accept), cancellation));
    }

    private static IEnumerable<ReadModel> Chosen(string alias) => ReadModel.All.Where(m => alias == "all" || m.Alias == alias);

    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, IEnumerable<ReadModel> models, string? creator, bool accept, CancellationToken cancellation)
    {
        var code = 0;
        foreach (var model in models)
        {
            var rebuilt = await new Rebuilding(database, model, creator, accept, screen).RunAsync(cancellation);
            Tell(screen, model, rebuilt);
            if (rebuilt.Differing > 0) code = ToolAction.Found;
        }
        return code;
    }

    private static void Tell(Screen screen, ReadModel model, Rebuilt rebuilt)
    {
        screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{model.Alias}: {rebuilt.Rows:N0} rows from {rebuilt.Events:N0} events in {rebuilt.Elapsed.TotalSeconds:N1} s ({rebuilt.PerSecond:N0} events/s)"));
        if (rebuilt.Differing > 0)
        {
            screen.Table(["creator", "id", "live", "by the log"], rebuilt.Differences.Select(d => new[] { d.Tenant, d.Id, d.Live ?? "no row", d.Rebuilt ?? "no row" }));
            screen.Say(string.Create(CultureInfo.InvariantCulture, $"{model.Alias}: {rebuilt.Differing:N0} rows differ{(rebuilt.Switched ? "" : "; --accept-differences takes what the log says")}"));
        }
        screen.Say(rebuilt.Switched
            ? string.Create(CultureInfo.InvariantCulture, $"{model.Alias}: switched; writers waited {rebuilt.Held.TotalMilliseconds:N0} ms")
            : $"{model.Alias}: not switched, the live rows stay");
    }
}

using System.CommandLine;
using CreatorFlow.Agent.Recording;

namespace CreatorFlow.Agent.CommandLine;

/// <summary>The commands that a person or a script records with.</summary>
internal static class RecordCommands
{
    private static readonly Argument<string> Id = new("session") { Description = "The id that start printed." };
    private static readonly Argument<string> Type = new("type") { Description = "What kind of work it is, such as coding." };
    private static readonly Option<long?> Tokens = new("--tokens") { Description = "Estimated tokens so far." };
    private static readonly Option<long?> Messages = new("--messages") { Description = "Messages so far." };
    private static readonly Option<string[]> Models = new("--model") { Description = "A model that was used; may be given several times.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Project = new("--project") { Description = "What it was for." };
    private static readonly Option<string?> Description = new("--description") { Description = "In a person's words." };
    private static readonly Option<decimal?> Efficiency = new("--efficiency") { Description = "A number of one's own." };

    public static IEnumerable<Command> Describe(Option<int?> port)
    {
        yield return Recording(port, "start", "Begins a session and prints its id.", Type, _ => "/api/sessions/start");
        yield return Recording(port, "progress", "Says how a session stands.", Id, parsed => $"/api/sessions/{Uri.EscapeDataString(parsed.GetValue(Id)!)}/progress");
        yield return Recording(port, "end", "Ends a session.", Id, parsed => $"/api/sessions/{Uri.EscapeDataString(parsed.GetValue(Id)!)}/end");
        var status = new Command("status", "Says how the agent stands.");
        status.SetAction((parsed, cancellation) => AgentCall.StatusAsync(parsed, parsed.GetValue(port), cancellation));
        yield return status;
    }

    private static Command Recording(Option<int?> port, string name, string says, Argument<string> about, Func<ParseResult, string> path)
    {
        var command = new Command(name, says) { about, Tokens, Messages, Models, Project, Description, Efficiency };
        command.SetAction((parsed, cancellation) => AgentCall.RecordAsync(parsed, parsed.GetValue(port), path(parsed), Read(parsed, about), cancellation));
        return command;
    }

    private static RecordedSession Read(ParseResult parsed, Argument<string> about) => new()
    {
        SessionType = about == Type ? parsed.GetValue(Type) : null,
        EstimatedTokens = parsed.GetValue(Tokens), TotalMessages = parsed.GetValue(Messages), ModelsUsed = parsed.GetValue(Models) is { Length: > 0 } models ? models : null,
        Project = parsed.GetValue(Project), Description = parsed.GetValue(Description), Efficiency = parsed.GetValue(Efficiency),
    };
}

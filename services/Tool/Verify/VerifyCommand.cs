using System.CommandLine;
using System.Globalization;
using CreatorFlow.Tool.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary><c>verify</c>: reads everything, changes nothing.</summary>
internal static class VerifyCommand
{
    public static Command Describe()
    {
        var creator = new Option<string?>("--creator") { Description = "Only this creator." };
        var command = new Command("verify", "Checks versions, checksums, idempotency keys and read models against the log; exit code 1 when something is wrong.") { creator };
        return command.OnDatabase((parsed, database, screen, cancellation) => RunAsync(database, screen, parsed.GetValue(creator), cancellation));
    }

    private static async Task<int> RunAsync(NpgsqlDataSource database, Screen screen, string? creator, CancellationToken cancellation)
    {
        var checkedLog = await new Verification(database, screen).RunAsync(creator, cancellation);
        if (checkedLog.Findings.Count > 0)
            screen.Table(["finding", "creator", "of", "what"], checkedLog.Findings.Select(f => new[] { f.Code, f.Creator, f.Subject, f.Detail }));
        screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{checkedLog.Events:N0} events of {checkedLog.Creators:N0} creators checked: {(checkedLog.Findings.Count == 0 ? "nothing is wrong" : $"{checkedLog.Findings.Count:N0} findings")}"));
        return checkedLog.Findings.Count == 0 ? 0 : ToolAction.Found;
    }
}

using System.CommandLine;
using Npgsql;

namespace CreatorFlow.Tool.CommandLine;

/// <summary>What every command has: the database, the console, and exit codes (0 well, 1 something was found, 2 could not be done, 130 stopped).</summary>
internal static class ToolAction
{
    public const int Found = 1;
    public const int Failed = 2;
    public const int Stopped = 130;

    /// <summary>Adds <c>--postgres</c> to a command and runs its work on that database.</summary>
    /// <param name="command">The command, with its own options.</param>
    /// <param name="work">Gives the exit code.</param>
    /// <param name="stopped">Said after Ctrl-C.</param>
    public static Command OnDatabase(this Command command, Func<ParseResult, NpgsqlDataSource, Screen, CancellationToken, Task<int>> work,
        string stopped = "Stopped; nothing was changed.")
    {
        var postgres = new Option<string?>("--postgres") { Description = "Connection string. [default: ConnectionStrings__Postgres, or the running platform's]" };
        command.Options.Add(postgres);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(postgres), work, stopped, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? postgres, Func<ParseResult, NpgsqlDataSource, Screen, CancellationToken, Task<int>> work,
        string stopped, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration;
        try
        {
            await using var database = InstalledDatabase.Open(postgres);
            return await work(parsed, database, new Screen(output.Output), cancellation);
        }
        catch (Exception e) when (e is ToolException or NpgsqlException)
        {
            await output.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await output.Error.WriteLineAsync(stopped);
            return Stopped;
        }
    }
}

/// <summary>The command cannot be done; the message says why and what to do.</summary>
internal class ToolException(string message, Exception? cause = null) : Exception(message, cause);

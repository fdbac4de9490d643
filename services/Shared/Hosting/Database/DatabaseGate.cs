using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>
/// While PostgreSQL is away one question asks for it on behalf of a whole process, five times a second; who would try again and again waits here
/// until it answers. Hundreds of attempts a second, each a new session that is refused, took a server that replays its log half of its processors.
/// </summary>
/// <param name="database">Which is asked.</param>
/// <param name="clock">For pauses.</param>
/// <remarks>Thread-safe. It says where to wait, not that a statement will succeed. Whose order depends on who saw the database when (Ingest's spool) asks by itself.</remarks>
public sealed class DatabaseGate(NpgsqlDataSource database, TimeProvider clock)
{
    internal const string Question = "select 1";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TaskCompletionSource? away;

    /// <summary>False from a failure until the database answers.</summary>
    public bool IsOpen => Volatile.Read(ref away) is null;

    /// <summary>Returns at once, or when the database answers.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before.</exception>
    public Task OpenAsync(CancellationToken cancellation) => Volatile.Read(ref away)?.Task.WaitAsync(cancellation) ?? Task.CompletedTask;

    /// <summary>Closes it where a failure means that the database is away; anything else changes nothing.</summary>
    public void Failed(Exception failure)
    {
        if (!DatabaseOutage.IsAway(failure)) return;
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref away, closed, null) is null) _ = ReopenAsync(closed);
    }

    private async Task ReopenAsync(TaskCompletionSource closed)
    {
        while (!await AnswersAsync()) await Task.Delay(Pause, clock);
        Volatile.Write(ref away, null);
        closed.SetResult();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var command = database.CreateCommand(Question);
            command.CommandTimeout = 2;
            await command.ExecuteScalarAsync();
            return true;
        }
        catch (ObjectDisposedException) // the process ends; who waits is told by it
        {
            return true;
        }
        catch (Exception) // whatever it was: a gate that nobody opens would stay closed for ever
        {
            return false;
        }
    }
}

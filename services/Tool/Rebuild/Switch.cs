using System.Diagnostics;
using CreatorFlow.EventStore;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>The last step: one short transaction that holds the live table, or none at all.</summary>
internal sealed class Switch(NpgsqlConnection connection, NextTable next, CatchUp catchUp, bool acceptDifferences)
{
    private const int Attempts = 30;

    /// <summary>Streams caught up on since the comparison; not compared yet.</summary>
    private readonly HashSet<StreamKey> unproven = [];

    /// <exception cref="ToolException">The live table could not be had: somebody reads it for very long.</exception>
    public async Task<(bool Done, TimeSpan Held, long Differing, IReadOnlyList<Difference> Differences)> RunAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Outside the lock first, so that little is left to do inside it.
            unproven.UnionWith(await catchUp.RunAsync(connection, cancellation));
            try
            {
                return await OnceAsync(cancellation);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Whoever queued behind this request goes on before the next attempt.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
        throw new ToolException($"The live table was in use whenever it was asked for, {Attempts} times; nothing was switched.");
    }

    private async Task<(bool Done, TimeSpan Held, long Differing, IReadOnlyList<Difference> Differences)> OnceAsync(CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync("set local lock_timeout = '300ms'", cancellation);
        await next.LockLiveAsync(cancellation);
        var watch = Stopwatch.StartNew();
        unproven.UnionWith(await catchUp.RunAsync(connection, cancellation));
        var (differing, differences) = await next.CompareAsync(unproven, cancellation);
        if (differing > 0 && !acceptDifferences)
        {
            await transaction.RollbackAsync(cancellation);
            return (false, watch.Elapsed, differing, differences);
        }
        await next.MakeLiveAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (true, watch.Elapsed, differing, differences);
    }
}

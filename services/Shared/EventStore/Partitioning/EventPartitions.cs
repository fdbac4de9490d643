using CreatorFlow.EventStore.Appending;
using Npgsql;

namespace CreatorFlow.EventStore.Partitioning;

/// <summary>The months of the event table: made before they begin, dropped when they are empty (ADR 0008).</summary>
/// <remarks>Safe to call from many processes at once. An event of a month that has no partition is not refused: it goes to
/// <c>mt_events_strays</c>, and into its month when that is made.</remarks>
public static class EventPartitions
{
    /// <summary>Months that stand ready beyond the present one: an upkeep may fail for that long.</summary>
    public const int MonthsAhead = 3;

    private static readonly string Prepare = EventAppender.SqlText("Partitioning/prepare.sql");
    private static readonly string DropEmpty = EventAppender.SqlText("Partitioning/drop-empty.sql");

    /// <summary>Makes the partitions of this month and of those ahead, where they are missing.</summary>
    /// <returns>How many months were made.</returns>
    public static Task<int> PrepareAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellation) =>
        PrepareAsync(database, DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime.AddMonths(MonthsAhead)), cancellation);

    /// <summary>Makes the partitions from one day's month to another's, both included, UTC.</summary>
    /// <returns>How many months were made.</returns>
    public static async Task<int> PrepareAsync(NpgsqlDataSource database, DateOnly first, DateOnly last, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Prepare);
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Drops the months before a day's month that hold no event.</summary>
    /// <returns>How many months were dropped; 0 as well when the table was too busy to be locked within two seconds.</returns>
    public static async Task<int> DropEmptyAsync(NpgsqlDataSource database, DateOnly before, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DropEmpty);
        command.Parameters.Add(new() { Value = before });
        try
        {
            return (int)(await command.ExecuteScalarAsync(cancellation))!;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return 0; // empty months cost nothing; the next run takes them
        }
    }
}

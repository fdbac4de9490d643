using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>The table of runs as adapters use it: any number of replicas, each run with one of them at a time. Thread-safe.</summary>
internal sealed class RunStore(NpgsqlDataSource database, IOptions<ReconcilingOptions> options, TimeProvider clock)
{
    private static readonly string Schedule = Sql.Load("Reconciling/schedule.sql");
    private static readonly string Claim = Sql.Load("Reconciling/claim.sql");
    private static readonly string Keep = Sql.Load("Reconciling/keep.sql");
    private static readonly string Release = Sql.Load("Reconciling/release.sql");
    private static readonly string Complete = Sql.Load("Reconciling/complete.sql");
    private static readonly string Fail = Sql.Load("Reconciling/fail.sql");
    private static readonly string InsertDifferences = Sql.Load("Reconciling/insert-differences.sql");

    /// <summary>Asks for the runs that are due by schedule.</summary>
    public async Task ScheduleAsync(string[] platforms, CancellationToken cancellation)
    {
        if (options.Value.EveryMinutes == 0) return;
        var now = clock.GetUtcNow();
        await database.RunAsync(Schedule, cancellation, now, now.AddMinutes(-options.Value.EveryMinutes), platforms, options.Value.RepairBySchedule);
    }

    /// <summary>Takes one for this replica; null when none waits.</summary>
    public async Task<ClaimedRun?> ClaimAsync(string[] underWay, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Claim).With(clock.GetUtcNow(), ClaimEnd(), underWay);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetInt32(4), row.IsDBNull(5) ? null : row.GetFieldValue<string[]>(5).ToHashSet(StringComparer.Ordinal)) : null;
    }

    /// <returns>False when another replica has it now.</returns>
    public async Task<bool> KeepAsync(ClaimedRun run, int pages, long listings, CancellationToken cancellation) =>
        await database.RunAsync(Keep, cancellation, run.CreatorId, run.Id, run.Attempt, ClaimEnd(), pages, listings) == 1;

    public Task ReleaseAsync(ClaimedRun run) =>
        database.RunAsync(Release, CancellationToken.None, run.CreatorId, run.Id, run.Attempt);

    /// <summary>Writes down what was found, whole or not at all; nothing when another replica has the run now.</summary>
    public async Task CompleteAsync(ClaimedRun run, RunFindings found, CancellationToken cancellation)
    {
        var repairs = found.Drifts.LongCount(d => d.Repair != Repair.None && !run.DryRun);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var complete = new NpgsqlCommand(Complete, connection).With(run.CreatorId, run.Id, run.Attempt, clock.GetUtcNow(), found.Pages, found.Listings, found.Matching, found.Settling, found.Drifting, repairs);
        if (await complete.ExecuteNonQueryAsync(cancellation) == 0) return;
        var all = found.Drifts;
        await using var insert = new NpgsqlCommand(InsertDifferences, connection).With(run.CreatorId, run.Id, all.Select(d => d.ListingId).ToArray(), all.Select(d => d.Location).ToArray(), all.Select(d => d.Expected?.Sku).ToArray(),
            all.Select(d => d.Expected?.Due).ToArray(), all.Select(d => d.Expected?.Believed).ToArray(), all.Select(d => d.Shown).ToArray(), all.Select(d => Word(d.Cause)).ToArray(), all.Select(d => Word(d.Repair)).ToArray());
        await insert.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public Task FailAsync(ClaimedRun run, string code, CancellationToken cancellation) =>
        database.RunAsync(Fail, cancellation, run.CreatorId, run.Id, run.Attempt, clock.GetUtcNow(), code);

    /// <summary><c>LostWebhook</c> is stored as <c>lost_webhook</c>.</summary>
    internal static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private DateTimeOffset ClaimEnd() => clock.GetUtcNow().AddMilliseconds(options.Value.ClaimMs);
}

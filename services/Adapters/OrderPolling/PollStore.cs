using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>The table of polls: any number of replicas, each connection with one of them at a time. Thread-safe.</summary>
internal sealed class PollStore(NpgsqlDataSource database, IOptions<OrderPollingOptions> options, TimeProvider clock)
{
    private static readonly string Admit = Sql.Load("OrderPolling/admit.sql");
    private static readonly string Claim = Sql.Load("OrderPolling/claim.sql");
    private static readonly string ClaimOne = Sql.Load("OrderPolling/claim-one.sql");
    private static readonly string Keep = Sql.Load("OrderPolling/keep.sql");
    private static readonly string Complete = Sql.Load("OrderPolling/complete.sql");
    private static readonly string Fail = Sql.Load("OrderPolling/fail.sql");
    private static readonly string Release = Sql.Load("OrderPolling/release.sql");

    /// <summary>Takes in the connections that are new.</summary>
    public Task AdmitAsync(string[] platforms, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.RunAsync(Admit, cancellation, now, platforms, now.AddHours(-options.Value.FirstHours));
    }

    /// <summary>Takes a poll that is due for this replica; null when none is.</summary>
    public Task<ClaimedPoll?> ClaimAsync(string[] platforms, CancellationToken cancellation) => ClaimAsync(Claim, platforms, cancellation);

    /// <summary>Takes a connection's poll, due or not; null while a replica has it.</summary>
    public Task<ClaimedPoll?> ClaimAsync(string connectionId, CancellationToken cancellation) => ClaimAsync(ClaimOne, connectionId, cancellation);

    /// <param name="poll">Which.</param>
    /// <param name="cursor">Everything before it is brought in.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False when another replica has it now.</returns>
    public async Task<bool> KeepAsync(ClaimedPoll poll, string? cursor, CancellationToken cancellation) =>
        await database.RunAsync(Keep, cancellation, poll.ConnectionId, poll.Number, ClaimEnd(), (object?)cursor ?? DBNull.Value) == 1;

    /// <summary>Moves the mark.</summary>
    public Task CompleteAsync(ClaimedPoll poll, CancellationToken cancellation) =>
        database.RunAsync(Complete, cancellation, poll.ConnectionId, poll.Number, clock.GetUtcNow(), TimeSpan.FromMinutes(options.Value.EveryMinutes));

    /// <param name="poll">Which.</param>
    /// <param name="code">Why.</param>
    /// <param name="next">When to go on.</param>
    /// <param name="anew">From the first page.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task FailAsync(ClaimedPoll poll, string code, TimeSpan next, bool anew, CancellationToken cancellation) =>
        database.RunAsync(Fail, cancellation, poll.ConnectionId, poll.Number, code, clock.GetUtcNow() + next, anew);

    public Task ReleaseAsync(ClaimedPoll poll) => database.RunAsync(Release, CancellationToken.None, poll.ConnectionId, poll.Number, clock.GetUtcNow());

    private async Task<ClaimedPoll?> ClaimAsync(string sql, object whose, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql).With(clock.GetUtcNow(), ClaimEnd(), whose);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetString(4))
            : null;
    }

    private DateTimeOffset ClaimEnd() => clock.GetUtcNow().AddMilliseconds(options.Value.ClaimMs);
}

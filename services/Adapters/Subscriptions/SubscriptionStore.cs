using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>The table of subscriptions: any number of replicas, each connection with one of them at a time. Thread-safe.</summary>
internal sealed class SubscriptionStore(NpgsqlDataSource database, IOptions<SubscriptionOptions> options, TimeProvider clock)
{
    private static readonly string Admit = Sql.Load("Subscriptions/admit.sql");
    private static readonly string Claim = Sql.Load("Subscriptions/claim.sql");
    private static readonly string Notice = Sql.Load("Subscriptions/notice.sql");
    private static readonly string Conclude = Sql.Load("Subscriptions/conclude.sql");
    private static readonly string Fail = Sql.Load("Subscriptions/fail.sql");
    private static readonly string Release = Sql.Load("Subscriptions/release.sql");
    private static readonly string CloseGaps = Sql.Load("Subscriptions/close-gaps.sql");
    private static readonly string AskForRuns = Sql.Load("Subscriptions/ask-for-runs.sql");

    /// <summary>Takes in the connections that are new.</summary>
    public Task AdmitAsync(string[] platforms, CancellationToken cancellation) => database.RunAsync(Admit, cancellation, clock.GetUtcNow(), platforms);

    /// <summary>Takes a look that is due for this replica; null when none is.</summary>
    public async Task<SubscriptionLook?> ClaimAsync(string[] platforms, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Claim).With(now, now.AddMilliseconds(options.Value.ClaimMs), platforms);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<string[]>(3)) : null;
    }

    /// <summary>Writes down that topics are missing, which opens the gap.</summary>
    /// <returns>False when another replica has the look now.</returns>
    public async Task<bool> NoticeAsync(SubscriptionLook look, IReadOnlyList<string> missing, CancellationToken cancellation) =>
        await database.RunAsync(Notice, cancellation, look.ConnectionId, look.Number, clock.GetUtcNow(), missing.ToArray()) == 1;

    /// <summary>Writes down what a look came to.</summary>
    /// <param name="look">Which.</param>
    /// <param name="status">A word of <see cref="SubscriptionStatus"/>.</param>
    /// <param name="repaired">Topics registered again.</param>
    /// <param name="failure">Why not all of them were, or null.</param>
    /// <param name="next">When to look again.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task ConcludeAsync(SubscriptionLook look, string status, IReadOnlyList<string> repaired, string? failure, TimeSpan next, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.RunAsync(Conclude, cancellation, look.ConnectionId, look.Number, now, status, repaired.ToArray(), (object?)failure ?? DBNull.Value, now + next);
    }

    public Task FailAsync(SubscriptionLook look, string code, TimeSpan next, CancellationToken cancellation) =>
        database.RunAsync(Fail, cancellation, look.ConnectionId, look.Number, code, clock.GetUtcNow() + next);

    public Task ReleaseAsync(SubscriptionLook look) => database.RunAsync(Release, CancellationToken.None, look.ConnectionId, look.Number);

    /// <summary>Closes the gaps whose run was completed and asks for a run for those that have none.</summary>
    public async Task MendGapsAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await database.RunAsync(CloseGaps, cancellation);
        await database.RunAsync(AskForRuns, cancellation, now, now.AddSeconds(-options.Value.RetrySeconds));
    }
}

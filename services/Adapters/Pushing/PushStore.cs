using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Replicas;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>The table of wanted pushes as adapters use it: any number of replicas, each push with one of them at a time. Thread-safe.</summary>
internal sealed class PushStore(NpgsqlDataSource database, PushPatience patience, ReplicaLease lease, IOptions<PushOptions> options, TimeProvider clock)
{
    private static readonly string FindConnections = Sql.Load("Pushing/find-connections.sql");
    private static readonly string TakeTurn = Sql.Load("Pushing/take-turn.sql");
    private static readonly string Claim = Sql.Load("Pushing/claim.sql");
    private static readonly string Record = Sql.Load("Pushing/record.sql");
    private static readonly string Release = Sql.Load("Pushing/release.sql");

    /// <summary>Connections with something to tell now, and their platforms.</summary>
    public async Task<IReadOnlyList<(string ConnectionId, string Platform)>> WaitingAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindConnections).With(clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string, string)>();
        while (await reader.ReadAsync(cancellation)) found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    /// <summary>Takes the most urgent ones for this replica. No other claim has a listing of theirs meanwhile, at whatever location.</summary>
    public async Task<PushClaim> ClaimAsync(Connection connection, int most, CancellationToken cancellation)
    {
        var (now, since, term) = (clock.GetUtcNow(), clock.GetTimestamp(), lease.Current);
        await using var batch = database.CreateBatch(); // one transaction, and the claim sees what those before it in turn have claimed
        batch.With(TakeTurn, connection.Id).With(Claim, connection.Id, connection.CreatorId, now, now.AddMilliseconds(options.Value.ClaimMs), most, (object?)term.Replica ?? DBNull.Value);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var claimed = new List<WaitingPush>();
        while (await reader.ReadAsync(cancellation)) claimed.Add(Read(connection, reader));
        return new(claimed, since, term.Held);
    }

    /// <summary>Writes down what the channel said, but nothing of a push that another replica has taken up meanwhile.</summary>
    public async Task RecordAsync(Connection connection, IReadOnlyList<AnsweredPush> answers, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var verdicts = answers.Select(a => patience.Of(a, now)).ToList();
        await database.RunAsync(Record, cancellation, connection.Id, answers.Select(a => a.Push.ListingId).ToArray(), answers.Select(a => a.Push.ChannelLocation).ToArray(),
            answers.Select(a => a.Push.RunId).ToArray(), answers.Select(a => a.Push.Quantity).ToArray(), verdicts.Select(v => v.Status).ToArray(),
            answers.Select(PushPatience.AttemptsAfter).ToArray(), verdicts.Select(v => v.DueAt).ToArray(), verdicts.Select(v => v.Failure).ToArray(), connection.CreatorId, now, answers.Select(a => a.Push.ClaimedUntil).ToArray());
    }

    /// <summary>Gives claims back without a try; those that another replica has by now stay its own.</summary>
    public Task ReleaseAsync(Connection connection, IReadOnlyList<WaitingPush> claimed, DateTimeOffset dueAt, CancellationToken cancellation) =>
        database.RunAsync(Release, cancellation, connection.Id, claimed.Select(p => p.ListingId).ToArray(), claimed.Select(p => p.ChannelLocation).ToArray(), dueAt, connection.CreatorId,
            claimed.Select(p => p.ClaimedUntil).ToArray());

    private static WaitingPush Read(Connection connection, NpgsqlDataReader row) => new()
    {
        CreatorId = connection.CreatorId, ConnectionId = connection.Id, ListingId = row.GetString(0), ChannelLocation = row.GetString(1), Sku = row.GetString(2),
        RunId = row.GetString(3), Quantity = row.GetInt64(4), Expected = row.IsDBNull(5) ? null : row.GetInt64(5), Attempts = row.GetInt32(6),
        WantedAt = row.GetFieldValue<DateTimeOffset>(7), TraceParent = row.IsDBNull(8) ? null : row.GetString(8), ClaimedUntil = row.GetFieldValue<DateTimeOffset>(9),
    };
}

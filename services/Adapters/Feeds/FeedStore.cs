using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Feeds;

/// <summary>The tables of feeds: any number of replicas, each feed with one of them at a time. Thread-safe.</summary>
internal sealed class FeedStore(NpgsqlDataSource database, IOptions<FeedOptions> options, TimeProvider clock)
{
    private static readonly string FindConnections = Sql.Load("Feeds/find-connections.sql");
    private static readonly string Begin = Sql.Load("Feeds/begin.sql");
    private static readonly string Claim = Sql.Load("Feeds/claim.sql");
    private static readonly string Keep = Sql.Load("Feeds/keep.sql");
    private static readonly string Items = Sql.Load("Feeds/items.sql");
    private static readonly string Submitted = Sql.Load("Feeds/submitted.sql");
    private static readonly string LookAgain = Sql.Load("Feeds/look-again.sql");
    private static readonly string Leave = Sql.Load("Feeds/leave.sql");
    private static readonly string End = Sql.Load("Feeds/end.sql");

    /// <summary>Connections of these platforms with enough to tell; critical ones among it go along only when they alone are enough.</summary>
    public async Task<IReadOnlyList<FullConnection>> FullAsync(string[] platforms, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(FindConnections).With(platforms, options.Value.From, now, now.AddMilliseconds(-options.Value.GatherMs), now.AddMilliseconds(-5L * options.Value.GatherMs));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<FullConnection>();
        while (await row.ReadAsync(cancellation)) found.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)));
        return found;
    }

    /// <summary>Makes a feed of what waits.</summary>
    public Task BeginAsync(FullConnection full, int most, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return database.RunAsync(Begin, cancellation, Guid.CreateVersion7(now).ToString("N"), full.Id, full.CreatorId, now, full.Critical, most);
    }

    /// <summary>Takes a feed that is to be handed over or asked about, but none of those under way; null when there is none.</summary>
    public async Task<ClaimedFeed?> ClaimAsync(string[] underWay, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Claim).With(now, now.AddMilliseconds(options.Value.ClaimMs), underWay);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt64(4)) : null;
    }

    /// <summary>Still at it: a large feed asks about its listings first, and waits for its turn.</summary>
    /// <returns>False when another replica has it now.</returns>
    public async Task<bool> KeepAsync(ClaimedFeed feed, CancellationToken cancellation) =>
        await database.RunAsync(Keep, cancellation, feed.Id, feed.Claims, clock.GetUtcNow().AddMilliseconds(options.Value.ClaimMs)) == 1;

    /// <summary>What is in it, by number.</summary>
    public async Task<IReadOnlyDictionary<int, WaitingPush>> ItemsAsync(ClaimedFeed feed, Connection connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Items).With(feed.Id);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var items = new SortedDictionary<int, WaitingPush>();
        while (await row.ReadAsync(cancellation)) items[row.GetInt32(0)] = Read(connection, row);
        return items;
    }

    public Task SubmittedAsync(ClaimedFeed feed, string name, CancellationToken cancellation) => database.RunAsync(Submitted, cancellation, feed.Id, feed.Claims, name);

    /// <summary>Gives the feed back until then, unless another replica has it now.</summary>
    public Task LookAgainAsync(ClaimedFeed feed, DateTimeOffset at, CancellationToken cancellation) => database.RunAsync(LookAgain, cancellation, feed.Id, feed.Claims, at);

    /// <summary>What was written down leaves the feed, unless another replica has it now.</summary>
    public Task LeaveAsync(ClaimedFeed feed, IEnumerable<int> numbers, CancellationToken cancellation) => database.RunAsync(Leave, cancellation, feed.Id, feed.Claims, numbers.ToArray());

    /// <summary>Nothing is left in it.</summary>
    public Task EndAsync(ClaimedFeed feed, CancellationToken cancellation) => database.RunAsync(End, cancellation, feed.Id);

    private static WaitingPush Read(Connection connection, NpgsqlDataReader row) => new()
    {
        CreatorId = connection.CreatorId, ConnectionId = connection.Id, ListingId = row.GetString(1), ChannelLocation = row.GetString(2), Sku = row.GetString(3), RunId = row.GetString(4),
        Quantity = row.GetInt64(5), Expected = row.IsDBNull(6) ? null : row.GetInt64(6), Attempts = row.GetInt32(7), WantedAt = row.GetFieldValue<DateTimeOffset>(8),
        TraceParent = row.IsDBNull(9) ? null : row.GetString(9),
    };
}

/// <summary>A connection with enough to tell for a feed.</summary>
internal sealed record FullConnection(string Id, string CreatorId, string Platform, bool Critical);

/// <summary>A feed as this replica took it up.</summary>
/// <param name="Id">Ours.</param>
/// <param name="ConnectionId">Whose.</param>
/// <param name="Name">The platform's; null until it has taken it.</param>
/// <param name="BegunAt">When its listings went into it.</param>
/// <param name="Claims">How often it was taken up, this time with it: who lost it meanwhile changes nothing of it.</param>
internal sealed record ClaimedFeed(string Id, string ConnectionId, string? Name, DateTimeOffset BegunAt, long Claims);

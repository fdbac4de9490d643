using CreatorFlow.Accounts.Connections;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Adapters.Reconciling;

/// <summary>Reads what a connection's listings should show, from the read model and the table of wanted pushes. Thread-safe.</summary>
internal sealed class Books(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly string Expected = Sql.Load("Reconciling/expected.sql");
    private static readonly string AnyPushDue = Sql.Load("Reconciling/any-push-due.sql");

    /// <summary>By listing and the channel's location.</summary>
    public async Task<KnownStock> ReadAsync(Connection connection, CancellationToken cancellation)
    {
        var readAt = clock.GetUtcNow();
        await using var command = database.CreateCommand(Expected).With(connection.CreatorId, connection.Id);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var known = new Dictionary<(string, string), ExpectedStock>();
        while (await row.ReadAsync(cancellation)) known[(row.GetString(0), row.GetString(1))] = Read(row);
        return new(readAt, known);
    }

    /// <summary>Whether something is to be told to the connection now.</summary>
    public async Task<bool> AnyPushDueAsync(Connection connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(AnyPushDue).With(connection.CreatorId, connection.Id, clock.GetUtcNow());
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static ExpectedStock Read(NpgsqlDataReader row) => new()
    {
        ListingId = row.GetString(0), Location = row.GetString(1), Sku = row.GetString(2), Unlinked = row.GetBoolean(3), Due = row.GetInt64(4), Believed = row.IsDBNull(5) ? null : row.GetInt64(5),
        Push = row.IsDBNull(6) ? null : new(row.GetString(6), row.GetInt64(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8)),
        SellerSku = row.IsDBNull(9) ? null : row.GetString(9),
    };
}

/// <summary>What was known at a moment.</summary>
internal sealed class KnownStock(DateTimeOffset readAt, IReadOnlyDictionary<(string Listing, string Location), ExpectedStock> all)
{
    private readonly HashSet<string> listings = [.. all.Keys.Select(k => k.Listing)];

    public DateTimeOffset ReadAt => readAt;

    public IEnumerable<ExpectedStock> All => all.Values;

    public bool Knows(string listing) => listings.Contains(listing);

    public ExpectedStock? Of(string listing, string location) => all.GetValueOrDefault((listing, location));
}

using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Domain.Listings;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Listings;

/// <summary>Reads a creator's listings, and what its SKUs go by.</summary>
internal sealed class ListingQueries(NpgsqlDataSource database)
{
    private static readonly string Listings = Sql.Load("Listings/list.sql");
    private static readonly string Skus = Sql.Load("Listings/skus.sql");
    private static readonly string FindPlatform = Sql.Load("Listings/platform-of.sql");

    /// <summary>In the order of connection and listing id; one more than the page's limit when there is more.</summary>
    public async Task<IReadOnlyList<ListingRow>> ListAsync(string creator, bool? linked, PageRequest page, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Listings);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = page.Part(0) ?? "" });
        command.Parameters.Add(new() { Value = page.Part(1) ?? "" });
        command.Parameters.Add(new() { Value = linked is { } wanted ? wanted : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean });
        command.Parameters.Add(new() { Value = page.Limit + 1 });
        var rows = new List<ListingRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(Row(reader));
        return rows;
    }

    public async Task<ListingSuggestions> SuggestionsAsync(string creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Skus);
        command.Parameters.Add(new() { Value = creator });
        var known = new List<SkuFacts>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known.Add(new(reader.GetString(0), Text(reader, 1), Text(reader, 2)));
        return new(known);
    }

    /// <summary>The platform of one of the creator's listings, or null when nobody has seen it.</summary>
    public async Task<string?> PlatformOfAsync(string creator, string connectionId, string listingId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindPlatform);
        command.Parameters.Add(new() { Value = creator });
        command.Parameters.Add(new() { Value = connectionId });
        command.Parameters.Add(new() { Value = listingId });
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static ListingRow Row(NpgsqlDataReader r) => new()
    {
        ConnectionId = r.GetString(0), ListingId = r.GetString(1), Platform = r.GetString(2), Aliases = r.GetFieldValue<byte[]>(3), Sku = r.GetString(4),
        IsLinked = r.GetBoolean(5), SellerSku = Text(r, 6), Barcode = Text(r, 7), Title = Text(r, 8),
        Reported = r.IsDBNull(9) ? null : r.GetInt64(9), LastSeenAt = r.IsDBNull(10) ? null : r.GetDateTime(10),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

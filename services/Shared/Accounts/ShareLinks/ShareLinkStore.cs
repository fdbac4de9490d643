using CreatorFlow.Accounts.ApiKeys;
using CreatorFlow.Accounts.Audit;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.ShareLinks;

/// <summary>Public links; their tokens are kept as hashes only. Thread-safe.</summary>
public sealed class ShareLinkStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Live links that a creator can have.</summary>
    public const int Most = 200;

    private static readonly string CreateOne = Sql.Load("ShareLinks/create.sql");
    private static readonly string ReadPage = Sql.Load("ShareLinks/list.sql");
    private static readonly string FindOne = Sql.Load("ShareLinks/find.sql");
    private static readonly string RevokeOne = Sql.Load("ShareLinks/revoke.sql");

    /// <summary>Makes a link.</summary>
    /// <returns>It and its token, told this once; null when the creator has <see cref="Most"/> already.</returns>
    public async Task<(ShareLink Link, string Token)?> CreateAsync(string creatorId, string label, string? sku, bool sessions, DateTimeOffset expiresAt, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var link = new ShareLink(Guid.CreateVersion7().ToString("N"), creatorId, label, sku, clock.GetUtcNow(), actor.Id, expiresAt, null, sessions);
        var token = NewSecret.Token();
        await using var command = database.CreateCommand(CreateOne)
            .With(link.Id, creatorId, label, (object?)sku ?? DBNull.Value, ApiKey.Hash(token), link.CreatedAt, expiresAt, actor.Id, actor.Name, (long)Most, sessions);
        return await command.ExecuteNonQueryAsync(cancellation) == 1 ? (link, token) : null;
    }

    /// <summary>A creator's links, the newest first, ended ones too.</summary>
    public async Task<IReadOnlyList<ShareLink>> ListAsync(string creatorId, (DateTimeOffset CreatedAt, string Id)? before, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadPage).With(creatorId, before?.CreatedAt ?? DateTimeOffset.MaxValue, before?.Id ?? "", limit);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>The live link with this token, or null. What is compared is a hash: how long it takes tells nothing of a token.</summary>
    public async Task<ShareLink?> FindAsync(string token, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindOne).With(ApiKey.Hash(token), clock.GetUtcNow());
        return (await ReadAsync(command, cancellation)).SingleOrDefault();
    }

    /// <summary>Ends a link at once.</summary>
    /// <returns>False when the creator has no such link, or it was revoked before.</returns>
    public async Task<bool> RevokeAsync(string creatorId, string id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return await database.RunAsync(RevokeOne, cancellation, creatorId, id, clock.GetUtcNow(), actor.Id, actor.Name) == 1;
    }

    private static async Task<List<ShareLink>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var found = new List<ShareLink>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.Text(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6), reader.Moment(7), reader.GetBoolean(8)));
        return found;
    }
}

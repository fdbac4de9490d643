using CreatorFlow.Contracts.ReadModels;
using CreatorFlow.Domain.Sessions;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Dashboard.Sessions;

/// <summary>Reads work sessions as they are stored, the newest first, as far back as they are shown.</summary>
internal sealed class SessionQueries(NpgsqlDataSource database, TimeProvider clock, IOptions<WorkSessionOptions> options)
{
    private static readonly string Active = Sql.Load("Sessions/active.sql");
    private static readonly string Recent = Sql.Load("Sessions/recent.sql");
    private static readonly string Status = Sql.Load("Sessions/status.sql");

    public Task<IReadOnlyList<WorkSession>> ActiveAsync(string creator, int limit, CancellationToken cancellation) => ReadAsync(Active, creator, Oldest(), limit, cancellation);

    public Task<IReadOnlyList<WorkSession>> RecentAsync(string creator, int limit, CancellationToken cancellation) => ReadAsync(Recent, creator, Oldest(), limit, cancellation);

    /// <summary>What blocks and analytics are made of.</summary>
    public Task<IReadOnlyList<WorkSession>> WindowAsync(string creator, DateTimeOffset now, CancellationToken cancellation) =>
        ReadAsync(Recent, creator, now - SessionFigures.Window, int.MaxValue, cancellation);

    /// <summary>Sessions that go on, and when anything was last heard of one.</summary>
    public async Task<(long Active, DateTimeOffset? LastHeard)> StatusAsync(string creator, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Status).With(creator, Oldest().ToUnixTimeMilliseconds());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    private async Task<IReadOnlyList<WorkSession>> ReadAsync(string sql, string creator, DateTimeOffset oldest, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql).With(creator, oldest.ToUnixTimeMilliseconds(), (long)limit);
        var rows = new List<WorkSession>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(CanonicalJson.Deserialize<WorkSession>(reader.GetFieldValue<byte[]>(0)));
        return rows;
    }

    private DateTimeOffset Oldest() => clock.GetUtcNow().AddDays(-options.Value.RetentionDays);
}

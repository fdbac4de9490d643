using System.Text;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>The table that is rebuilt beside the live one, on one connection.</summary>
internal sealed class NextTable(NpgsqlConnection connection, ReadModel model, string? creator)
{
    private readonly string sameAsLive = model.Fill(Sql.Load("Rebuild/same-as-live.sql"));
    private readonly string differences = model.Fill(Sql.Load("Rebuild/differences.sql"));
    private readonly string differencesOf = model.Fill(Sql.Load("Rebuild/differences-of.sql"));
    private readonly string indexNames = model.Fill(Sql.Load("Rebuild/index-names.sql"));
    private readonly string replaceCreator = model.Fill(Sql.Load("Rebuild/replace-creator.sql"));

    /// <summary>Makes it, empty, with columns, defaults, indexes, settings and rights of the live one. What an interrupted rebuild left is dropped.</summary>
    /// <exception cref="ToolException">Somebody else is rebuilding this read model, or somebody gave the live table triggers, which would be lost.</exception>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        if (!await connection.ValueAsync<bool>("select pg_try_advisory_lock(hashtext($1))", cancellation, model.NextTable))
            throw new ToolException($"{model.Alias} is being rebuilt already.");
        await connection.RunAsync(model.Fill("drop table if exists {next}"), cancellation);
        if (creator is null && await connection.ValueAsync<bool>(model.Fill("select exists (select from pg_trigger where tgrelid = '{live}'::regclass and not tgisinternal)"), cancellation))
            throw new ToolException($"{model.Table} has triggers, which a rebuilt table would not have. Drop them, or rebuild with --creator.");
        await connection.RunAsync(model.Fill("create table {next} (like {live} including all)"), cancellation);
        var same = await connection.RowsAsync(sameAsLive, r => r.GetString(0), cancellation).ToListAsync(cancellation);
        foreach (var statement in same) await connection.RunAsync(statement, cancellation);
    }

    public async Task DropAsync()
    {
        await connection.RunAsync(model.Fill("drop table if exists {next}"), CancellationToken.None);
        await connection.RunAsync("select pg_advisory_unlock(hashtext($1))", CancellationToken.None, model.NextTable);
    }

    /// <summary>Every row against its live one, in one snapshot; rows whose stream has moved on are left for later.</summary>
    /// <returns>How many differ, and the first hundred.</returns>
    public Task<(long Count, IReadOnlyList<Difference> First)> CompareAsync(CancellationToken cancellation) =>
        CompareAsync(differences, cancellation, model.StreamPrefix, creator);

    /// <summary>Some rows against their live ones, while the live table is locked.</summary>
    public Task<(long Count, IReadOnlyList<Difference> First)> CompareAsync(IReadOnlyCollection<StreamKey> streams, CancellationToken cancellation) =>
        CompareAsync(differencesOf, cancellation, streams.Select(s => s.Tenant).ToArray(), streams.Select(s => model.IdOf(s.Id)).ToArray());

    private async Task<(long Count, IReadOnlyList<Difference> First)> CompareAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        var count = 0L;
        var first = await connection.RowsAsync(sql, r =>
        {
            count = r.GetInt64(6);
            return new Difference(r.GetString(0), r.GetString(1), Text(r, 2), Text(r, 4));
        }, cancellation, values).ToListAsync(cancellation);
        return (count, first);
    }

    /// <summary>Lets nobody else write the live table until the transaction ends; a whole table's readers wait too, since its name changes hands.</summary>
    public Task LockLiveAsync(CancellationToken cancellation) =>
        connection.RunAsync(model.Fill($"lock table {{live}} in {(creator is null ? "access exclusive" : "share row exclusive")} mode"), cancellation);

    /// <summary>Makes what was rebuilt live, in the transaction that holds the lock.</summary>
    public async Task MakeLiveAsync(CancellationToken cancellation)
    {
        if (creator is not null)
        {
            await connection.RunAsync(replaceCreator, cancellation, creator);
            return;
        }
        var indexes = await connection.RowsAsync(indexNames, r => (Next: r.GetString(0), Live: r.GetString(1)), cancellation).ToListAsync(cancellation);
        await connection.RunAsync(model.Fill("drop table {live}"), cancellation);
        await connection.RunAsync($"alter table {model.NextTable} rename to {model.Table}", cancellation);
        foreach (var (next, live) in indexes) await connection.RunAsync($"alter index {next} rename to {live}", cancellation);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null
        : $"v{row.GetInt64(column + 1)} {Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column))}";
}

using System.Data;
using System.Globalization;
using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary>One creator's log in one snapshot: 1. versions, 2. keys, 3. rows without a stream, 4. checksums, and read models against the fold.</summary>
internal sealed class TenantCheck(NpgsqlDataSource database, string tenant, Action<Finding> found, Action<long> done)
{
    private const int TellEvery = 1_000;
    private static readonly string LostKeys = Sql.Load("Verify/lost-keys.sql");
    private static readonly string Events = Sql.Load("Verify/events.sql");
    private static readonly string Orphans = Sql.Load("Verify/orphans.sql");

    /// <summary>Streams whose log is not whole: their read models have nothing to be compared with.</summary>
    private HashSet<string> broken = [];

    /// <summary>Streams whose last event is archived: what is in the table of them does not lead to their read model.</summary>
    private HashSet<string> ended = [];

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var beside = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var snapshot = await connection.ValueAsync<string>("select pg_export_snapshot()", cancellation);
        await using var same = await beside.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await beside.RunAsync($"set transaction snapshot '{snapshot}'", cancellation);
        await connection.RunAsync("set local work_mem = '64MB'", cancellation);
        (broken, ended) = await new VersionCheck(connection, tenant, found).RunAsync(cancellation);
        await CheckKeysAsync(connection, cancellation);
        await FindOrphansAsync(connection, cancellation);
        await CheckEventsAsync(connection, new ReadModelCheck(beside, tenant, found), cancellation);
    }

    private async Task CheckKeysAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await foreach (var (key, by, count) in connection.RowsAsync(LostKeys, r => (r.IsDBNull(0) ? "(none)" : r.GetString(0), r.GetString(1), r.GetInt64(2)), cancellation, tenant))
            Find(FindingCodes.KeyLost, key, $"named by {by}{(count > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {count - 1} more") : "")}");
    }

    private async Task FindOrphansAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var model in ReadModel.All)
            await foreach (var id in connection.RowsAsync(model.Fill(Orphans), r => r.GetString(0), cancellation, tenant, model.StreamPrefix))
                Find(FindingCodes.ReadModelOrphaned, $"{model.Alias} {id}", $"there is no stream {model.StreamPrefix}{id}");
    }

    private async Task CheckEventsAsync(NpgsqlConnection connection, ReadModelCheck models, CancellationToken cancellation)
    {
        var (read, stream, fold) = (0L, "", default(StreamFold));
        await foreach (var row in connection.RowsAsync(Events, CheckedEvent.Read, cancellation, tenant,
            ReadModel.All.Select(m => m.StreamPrefix).ToArray(), ReadModel.All.Select(m => m.Schema).ToArray()))
        {
            var stored = row.Stored;
            if (stored.Stream.Id != stream)
            {
                await models.AddAsync(stream, broken.Contains(stream) || ended.Contains(stream) ? null : fold, cancellation);
                (stream, fold) = (stored.Stream.Id, ReadModel.Of(stored.Stream.Id)?.Begin());
            }
            CheckBody(stored, row.Checksum);
            if (fold is null || broken.Contains(stream)) fold = null;
            else CheckFold(row, fold);
            if (++read % TellEvery == 0) done(TellEvery);
        }
        await models.AddAsync(stream, broken.Contains(stream) || ended.Contains(stream) ? null : fold, cancellation);
        await CheckEndedAsync(connection, models, cancellation);
        await models.CompareAsync(cancellation);
        done(read % TellEvery);
    }

    private async Task CheckEndedAsync(NpgsqlConnection connection, ReadModelCheck models, CancellationToken cancellation)
    {
        foreach (var model in ReadModel.All)
            await foreach (var (stream, fold) in TenantLog.EndedAsync(connection, tenant, model, streams: null, cancellation))
                await models.AddAsync(stream, broken.Contains(stream) ? null : fold, cancellation);
    }

    private void CheckBody(StoredEvent stored, string? checksum)
    {
        if (checksum is null) Find(FindingCodes.EventUnchecked, Name(stored), stored.Type);
        else if (CanonicalJson.Checksum(CanonicalJson.Canonicalize(stored.Data)) != checksum)
        {
            broken.Add(stored.Stream.Id);
            Find(FindingCodes.EventChanged, Name(stored), $"{stored.Type} of {stored.Timestamp:u}: the body is not the one that was recorded");
        }
    }

    private void CheckFold(CheckedEvent row, StreamFold fold)
    {
        try
        {
            fold.Apply(row.Logged);
            if (row.Snapshot is { } snapshot && row.SnapshotSchema == ReadModel.Of(row.Stored.Stream.Id)!.Schema && !Json.Same(snapshot, fold.Snapshot()))
                Find(FindingCodes.SnapshotWrong, Name(row.Stored), "the snapshot is not the fold of the events up to it");
        }
        catch (UnreadableEventException e)
        {
            broken.Add(row.Stored.Stream.Id);
            Find(FindingCodes.EventUnreadable, Name(row.Stored), e.InnerException!.Message);
        }
    }

    private static string Name(StoredEvent stored) => string.Create(CultureInfo.InvariantCulture, $"{stored.Stream.Id} {stored.Version}");

    private void Find(string code, string subject, string detail) => found(new(code, tenant, subject, detail));
}

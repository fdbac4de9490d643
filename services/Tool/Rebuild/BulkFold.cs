using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.Log;
using Npgsql;
using System.Data;
using NpgsqlTypes;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>Folds one creator's streams after the other and copies the rows; several creators at a time.</summary>
internal sealed class BulkFold(NpgsqlDataSource database, ReadModel model, KeptFolds kept)
{
    private const int TellEvery = 1_000;
    private readonly string copy = model.Fill(Sql.Load("Rebuild/copy.sql"));
    private long events;
    private long rows;

    public long Events => Interlocked.Read(ref events);

    public long Rows => Interlocked.Read(ref rows);

    public async Task RunAsync(string tenant, Action<long> done, CancellationToken cancellation)
    {
        await using var reading = await database.OpenConnectionAsync(cancellation);
        await using var writing = await database.OpenConnectionAsync(cancellation);
        // One moment for both reads: what is archived between them would else be in both or in neither.
        await using var moment = await reading.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var rows = await writing.BeginBinaryImportAsync(copy, cancellation);
        var ended = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (stream, fold) in TenantLog.EndedAsync(reading, tenant, model, streams: null, cancellation))
        {
            ended.Add(stream);
            await FinishAsync(rows, new(tenant, stream), fold, cancellation);
        }
        await FoldAsync(reading, rows, tenant, ended, done, cancellation);
        await rows.CompleteAsync(cancellation);
    }

    private async Task FoldAsync(NpgsqlConnection reading, NpgsqlBinaryImporter rows, string tenant, HashSet<string> ended, Action<long> done, CancellationToken cancellation)
    {
        var (fold, stream, read) = (model.Begin(), default(StreamKey), 0L);
        await foreach (var logged in TenantLog.EventsAsync(reading, tenant, model, cancellation))
        {
            if (++read % TellEvery == 0) done(TellEvery);
            if (ended.Contains(logged.Stored.Stream.Id)) continue;
            if (logged.Stored.Stream != stream)
            {
                await FinishAsync(rows, stream, fold, cancellation);
                (stream, fold) = (logged.Stored.Stream, model.Begin());
            }
            fold.Apply(logged);
        }
        await FinishAsync(rows, stream, fold, cancellation);
        done(read % TellEvery);
        Interlocked.Add(ref events, read);
    }

    private async Task FinishAsync(NpgsqlBinaryImporter importer, StreamKey stream, StreamFold fold, CancellationToken cancellation)
    {
        if (fold.Version == 0) return;
        kept.Keep(stream, fold);
        var id = model.IdOf(stream.Id);
        await importer.StartRowAsync(cancellation);
        await importer.WriteAsync(stream.Tenant, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(id, NpgsqlDbType.Varchar, cancellation);
        await importer.WriteAsync(fold.Document(id), NpgsqlDbType.Jsonb, cancellation);
        await importer.WriteAsync(fold.Version, NpgsqlDbType.Bigint, cancellation);
        await importer.WriteAsync(fold.UpdatedAt, NpgsqlDbType.TimestampTz, cancellation);
        await importer.WriteAsync(model.DotnetType, NpgsqlDbType.Varchar, cancellation);
        Interlocked.Increment(ref rows);
    }
}

using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.Log;
using Npgsql;
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
        await using var rows = await writing.BeginBinaryImportAsync(copy, cancellation);
        var (fold, stream, read) = (model.Begin(), default(StreamKey), 0L);
        await foreach (var stored in TenantLog.EventsAsync(reading, tenant, model.StreamPrefix, cancellation))
        {
            if (stored.Stream != stream)
            {
                await FinishAsync(rows, stream, fold, cancellation);
                (stream, fold) = (stored.Stream, model.Begin());
            }
            fold.Apply(stored);
            if (++read % TellEvery == 0) done(TellEvery);
        }
        await FinishAsync(rows, stream, fold, cancellation);
        await rows.CompleteAsync(cancellation);
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

using CreatorFlow.EventStore;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>Brings rebuilt rows to where their streams stand by now.</summary>
internal sealed class CatchUp(ReadModel model, string? creator, KeptFolds kept)
{
    private const int StreamsAtOnce = 500;
    private static readonly string EventsAfter = Sql.Load("Rebuild/events-after.sql");
    private readonly string moved = model.Fill(Sql.Load("Rebuild/moved.sql"));
    private readonly string upsert = model.Fill(Sql.Load("Rebuild/upsert.sql"));

    /// <returns>The streams that had moved.</returns>
    /// <exception cref="ToolException">A stream ends before its version: its last events are missing.</exception>
    public async Task<IReadOnlyList<StreamKey>> RunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var streams = await connection.RowsAsync(moved, r => (Stream: new StreamKey(r.GetString(0), r.GetString(1)), Version: r.GetInt64(2)),
            cancellation, model.StreamPrefix, model.StreamType, creator).ToListAsync(cancellation);
        foreach (var some in streams.Chunk(StreamsAtOnce))
            await AdvanceAsync(connection, some.ToDictionary(s => s.Stream, s => s.Version), cancellation);
        return streams.ConvertAll(s => s.Stream);
    }

    private async Task AdvanceAsync(NpgsqlConnection connection, Dictionary<StreamKey, long> heads, CancellationToken cancellation)
    {
        var folds = heads.Keys.ToDictionary(s => s, kept.Take);
        var events = connection.RowsAsync(EventsAfter, TenantLog.ReadLogged, cancellation, folds.Select(f => f.Key.Tenant).ToArray(),
            folds.Select(f => f.Key.Id).ToArray(), folds.Select(f => f.Value.Version).ToArray(), model.Schema);
        await foreach (var logged in events) folds[logged.Stored.Stream].Apply(logged);
        await StandInAsync(connection, folds, heads, cancellation);
        foreach (var (stream, fold) in folds)
        {
            if (fold.Version < heads[stream])
                throw new ToolException($"{stream.Id} of {stream.Tenant} should have {heads[stream]} events and ends at {fold.Version}. Run verify.");
            kept.Keep(stream, fold);
        }
        await WriteAsync(connection, [.. folds], cancellation);
    }

    /// <summary>Streams that still lag behind: their last events may be archived.</summary>
    private async Task StandInAsync(NpgsqlConnection connection, Dictionary<StreamKey, StreamFold> folds, Dictionary<StreamKey, long> heads, CancellationToken cancellation)
    {
        foreach (var lagging in folds.Where(f => f.Value.Version < heads[f.Key]).Select(f => f.Key).GroupBy(s => s.Tenant, s => s.Id).ToList())
            await foreach (var (stream, fold) in TenantLog.EndedAsync(connection, lagging.Key, model, [.. lagging], cancellation))
                folds[new(lagging.Key, stream)] = fold;
    }

    private async Task WriteAsync(NpgsqlConnection connection, KeyValuePair<StreamKey, StreamFold>[] folds, CancellationToken cancellation)
    {
        await using var command = connection.Command(upsert, folds.Select(f => f.Key.Tenant).ToArray(), folds.Select(f => model.IdOf(f.Key.Id)).ToArray());
        command.Parameters.Add(new() { Value = folds.Select(f => f.Value.Document(model.IdOf(f.Key.Id))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = folds.Select(f => f.Value.Version).ToArray() });
        command.Parameters.Add(new() { Value = folds.Select(f => f.Value.UpdatedAt).ToArray() });
        command.Parameters.Add(new() { Value = model.DotnetType });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

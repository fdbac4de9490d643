using System.Reflection;
using Npgsql;
using NpgsqlTypes;

namespace CreatorFlow.EventStore.Appending;

/// <summary>Adds the statements of an append to a batch, so that it commits together with whatever else the batch holds.</summary>
/// <remarks>Who wins a race is decided by the stream's row: a new stream by its key, an older one by its version, looked at
/// under the row's lock. The loser's batch fails with SQLSTATE 23505 as a whole. Stateless.</remarks>
public static class EventAppender
{
    private static readonly string StartStreams = SqlText("Appending/start-streams.sql");
    private static readonly string AdvanceStreams = SqlText("Appending/advance-streams.sql");
    private static readonly string AppendEvents = SqlText("Appending/append-events.sql");

    /// <summary>Appends to several streams; a stream may stand in the list once.</summary>
    /// <param name="batch">Executed by the caller; an implicit transaction.</param>
    /// <param name="appends">What to append.</param>
    /// <param name="now">Recorded as the events' timestamp.</param>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<StreamAppend> appends, DateTimeOffset now)
    {
        if (appends.Count == 0) return;
        AddStart(batch, appends.Where(a => a.ExpectedVersion == 0).ToList(), now);
        AddAdvance(batch, appends.Where(a => a.ExpectedVersion > 0).ToList(), now);
        AddEvents(batch, appends, now);
    }

    private static void AddStart(NpgsqlBatch batch, List<StreamAppend> appends, DateTimeOffset now)
    {
        if (appends.Count == 0) return;
        var command = new NpgsqlBatchCommand(StartStreams);
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.Stream.Tenant) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.Stream.Id) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.Type) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => (long)a.Events.Count) });
        command.Parameters.Add(new() { Value = now });
        batch.BatchCommands.Add(command);
    }

    private static void AddAdvance(NpgsqlBatch batch, List<StreamAppend> appends, DateTimeOffset now)
    {
        if (appends.Count == 0) return;
        var command = new NpgsqlBatchCommand(AdvanceStreams);
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.Stream.Tenant) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.Stream.Id) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.ExpectedVersion) });
        command.Parameters.Add(new() { Value = appends.ConvertAll(a => a.ExpectedVersion + a.Events.Count) });
        command.Parameters.Add(new() { Value = now });
        batch.BatchCommands.Add(command);
    }

    private static void AddEvents(NpgsqlBatch batch, IReadOnlyList<StreamAppend> appends, DateTimeOffset now)
    {
        var rows = appends.SelectMany(a => a.Events.Select((e, i) => (a.Stream, Version: a.ExpectedVersion + i + 1, Event: e)))
            .OrderBy(r => r.Event.Ordinal).ToList();
        var command = new NpgsqlBatchCommand(AppendEvents);
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Stream.Tenant) });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Stream.Id) });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Version) });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Id) });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Type) });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Data), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.Headers), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.CorrelationId), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = rows.ConvertAll(r => r.Event.CausationId), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        batch.BatchCommands.Add(command);
    }

    internal static string SqlText(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path) ?? throw new FileNotFoundException(path);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

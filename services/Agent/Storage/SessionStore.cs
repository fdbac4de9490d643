using System.Globalization;
using System.Text.Json;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Hosting.Database;
using Microsoft.Data.Sqlite;

namespace CreatorFlow.Agent.Storage;

/// <summary>Every session in one SQLite file; what is answered is on the disk. The queue is no table of its own: it is the sessions whose
/// version is newer than the one sent, so that it holds each session once, at its newest. Thread-safe: one at a time.</summary>
internal sealed class SessionStore : IDisposable
{
    private static readonly string Save = Sql.Load("Storage/save.sql");
    private static readonly string Find = Sql.Load("Storage/find.sql");
    private static readonly string List = Sql.Load("Storage/list.sql");
    private static readonly string Queued = Sql.Load("Storage/queued.sql");
    private static readonly string MarkSent = Sql.Load("Storage/mark-sent.sql");
    private static readonly string MarkRefused = Sql.Load("Storage/mark-refused.sql");
    private static readonly string Count = Sql.Load("Storage/count.sql");
    private static readonly string NoteSync = Sql.Load("Storage/note-sync.sql");
    private static readonly string DeleteOld = Sql.Load("Storage/delete-old.sql");
    private static readonly string? Zone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : null;
    private readonly Lock one = new();
    private readonly SqliteConnection database;

    public SessionStore(string file)
    {
        database = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        // FULL: a record that was answered survives a power cut, not only a crash.
        Run("pragma journal_mode = wal");
        Run("pragma synchronous = full");
        Run(Sql.Load("Storage/schema.sql"));
    }

    /// <summary>Reads a session and writes what becomes of it, with nobody between.</summary>
    /// <param name="id">The session.</param>
    /// <param name="change">Given the session, or null, and what the queue holds; what it returns is stored unless it is the same or null.</param>
    public SentSession? Change(string id, Func<SentSession?, long, SentSession?> change)
    {
        lock (one)
        {
            var before = Read(Find, ("$id", id)).SingleOrDefault();
            var after = change(before, CountAll().Queued);
            if (after is not null && !ReferenceEquals(after, before)) Write(after);
            return after;
        }
    }

    public IReadOnlyList<SentSession> Listed(DateTimeOffset oldest, bool activeOnly, int limit)
    {
        lock (one) return Read(List, ("$oldest", oldest.ToUnixTimeMilliseconds()), ("$active", activeOnly ? 1 : 0), ("$limit", limit));
    }

    /// <summary>What waits to be sent, the oldest change first.</summary>
    public IReadOnlyList<SentSession> Waiting(int limit)
    {
        lock (one) return Read(Queued, ("$limit", limit));
    }

    /// <summary>The gateway has these versions; a newer one waits on.</summary>
    public void Sent(IReadOnlyList<SentSession> sessions, DateTimeOffset at)
    {
        lock (one)
        {
            using var together = database.BeginTransaction();
            foreach (var session in sessions) Run(MarkSent, ("$id", session.Id), ("$version", session.Version));
            Run(NoteSync, ("$at", Text(at)));
            together.Commit();
        }
    }

    /// <summary>The gateway cannot read this version: it is set aside until the session changes again.</summary>
    public void Refused(SentSession session)
    {
        lock (one) Run(MarkRefused, ("$id", session.Id), ("$version", session.Version));
    }

    public StoreCounts Counts()
    {
        lock (one) return CountAll();
    }

    public int DeleteEndedBefore(DateTimeOffset oldest)
    {
        lock (one) return Run(DeleteOld, ("$oldest", oldest.ToUnixTimeMilliseconds()));
    }

    public void Dispose()
    {
        lock (one) database.Dispose();
    }

    private StoreCounts CountAll()
    {
        using var command = Command(Count);
        using var row = command.ExecuteReader();
        row.Read();
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : Time(row.GetString(3)));
    }

    private void Write(SentSession s) => Run(Save, ("$id", s.Id), ("$session_type", s.SessionType), ("$started_ms", s.StartTime.ToUnixTimeMilliseconds()),
        ("$start_time", Text(s.StartTime)), ("$end_time", s.EndTime is { } end ? Text(end) : null), ("$estimated_tokens", s.EstimatedTokens), ("$total_messages", s.TotalMessages),
        ("$models_used", JsonSerializer.Serialize(s.ModelsUsed)), ("$project", s.Metadata.Project), ("$description", s.Metadata.Description),
        ("$efficiency", s.Metadata.Efficiency?.ToString(CultureInfo.InvariantCulture)), ("$version", s.Version), ("$updated_at", Text(s.UpdatedAt)));

    private List<SentSession> Read(string sql, params (string Name, object? Value)[] values)
    {
        var sessions = new List<SentSession>();
        using var command = Command(sql, values);
        using var row = command.ExecuteReader();
        while (row.Read()) sessions.Add(Session(row));
        return sessions;
    }

    private static SentSession Session(SqliteDataReader row) => new()
    {
        Id = row.GetString(0), SessionType = row.GetString(1), StartTime = Time(row.GetString(2)), EndTime = row.IsDBNull(3) ? null : Time(row.GetString(3)),
        EstimatedTokens = row.GetInt64(4), TotalMessages = row.GetInt64(5), ModelsUsed = JsonSerializer.Deserialize<string[]>(row.GetString(6))!,
        Metadata = new() { Project = TextOf(row, 7), Description = TextOf(row, 8), Efficiency = TextOf(row, 9) is { } number ? decimal.Parse(number, CultureInfo.InvariantCulture) : null },
        Version = row.GetInt64(10), UpdatedAt = Time(row.GetString(11)), TimeZone = Zone,
    };

    private int Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private static string? TextOf(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>How the store stands.</summary>
/// <param name="Queued">Changed sessions that wait to be sent.</param>
/// <param name="Refused">Changed sessions that the gateway could not read.</param>
/// <param name="Active">Sessions that go on.</param>
/// <param name="LastSync">When the gateway last took something.</param>
internal sealed record StoreCounts(long Queued, long Refused, long Active, DateTimeOffset? LastSync);

using CreatorFlow.Dashboard.Json;
using CreatorFlow.Dashboard.Paging;
using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Dashboard.Reconciling;

/// <summary>Starts reconciliations and reads what they found.</summary>
internal sealed class SyncRunQueries(NpgsqlDataSource database, TimeProvider clock)
{
    private const NpgsqlTypes.NpgsqlDbType TextArray = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text;
    private static readonly string Start = Sql.Load("Reconciling/start.sql");
    private static readonly string Open = Sql.Load("Reconciling/open.sql");
    private static readonly string List = Sql.Load("Reconciling/list.sql");
    private static readonly string Get = Sql.Load("Reconciling/get.sql");
    private static readonly string Differences = Sql.Load("Reconciling/differences.sql");
    private static readonly string PlatformOf = Sql.Load("Reconciling/platform-of.sql");

    /// <summary>The platform of a creator's connection, or null when there is none.</summary>
    public async Task<string?> PlatformOfAsync(string creator, string connection, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(PlatformOf).With(creator, connection);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Of starts at the same time one wins; the table's own keys decide.</summary>
    public async Task<StartAnswer> StartAsync(string creator, string connection, WantedRun wanted, string? key, CancellationToken cancellation)
    {
        // Should the run that was in the way end between the two statements, the start is tried once more.
        for (var attempt = 1; ; attempt++)
        {
            var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
            await using var start = database.CreateCommand(Start).With(creator, connection, id, wanted.DryRun, (object?)key ?? DBNull.Value, clock.GetUtcNow(), (object?)wanted.Chosen ?? DBNull.Value);
            start.Parameters[4].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar;
            start.Parameters[6].NpgsqlDbType = TextArray;
            if (await start.ExecuteNonQueryAsync(cancellation) == 1) return new StartAnswer.Started(id);
            if (await InTheWayAsync(creator, connection, wanted, key, cancellation) is { } answer) return answer;
            if (attempt == 2) return new StartAnswer.Busy(null);
        }
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<PageRow>> ListAsync(string creator, PageRequest page, DateTimeOffset before, string? connection, string? status, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(List).With(creator, page.Part(1) ?? "", before, connection ?? "", status ?? "", page.Limit + 1);
        return await RowsAsync(command, SyncRunRow.Of, cancellation);
    }

    /// <summary>A run with its differences counted by cause, as JSON; null when there is none.</summary>
    public async Task<byte[]?> GetAsync(string creator, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Get).With(creator, id);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? JsonAnswer.ToBytes(writer => SyncRunRow.Write(writer, row)).ToArray() : null;
    }

    /// <summary>In the order of listing and the channel's location.</summary>
    public async Task<IReadOnlyList<PageRow>> DifferencesAsync(string creator, string id, PageRequest page, string? cause, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Differences).With(creator, id, page.Part(0) ?? "", page.Part(1) ?? "", cause ?? "", page.Limit + 1);
        return await RowsAsync(command, SyncRunRow.Difference, cancellation);
    }

    private async Task<StartAnswer?> InTheWayAsync(string creator, string connection, WantedRun wanted, string? key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Open).With(creator, connection, (object?)key ?? DBNull.Value, (object?)wanted.Chosen ?? DBNull.Value);
        command.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar;
        command.Parameters[3].NpgsqlDbType = TextArray;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation)) return null;
        if (key is null || !row.GetBoolean(3)) return new StartAnswer.Busy(row.GetString(0));
        return row.GetString(1) == connection && row.GetBoolean(2) == wanted.DryRun && row.GetBoolean(4) ? new StartAnswer.Started(row.GetString(0)) : new StartAnswer.OtherWithKey();
    }

    private static async Task<IReadOnlyList<PageRow>> RowsAsync(NpgsqlCommand command, Func<NpgsqlDataReader, PageRow> read, CancellationToken cancellation)
    {
        var rows = new List<PageRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }
}

/// <summary>A run to be started.</summary>
/// <param name="DryRun">Nothing is repaired.</param>
/// <param name="Chosen">The listings that are, in order; null for all.</param>
internal sealed record WantedRun(bool DryRun, string[]? Chosen);

/// <summary>What came of starting a run. A closed union.</summary>
internal abstract record StartAnswer
{
    private StartAnswer() { }

    /// <summary>By this request, or by an earlier one with the same key.</summary>
    public sealed record Started(string RunId) : StartAnswer;

    /// <param name="RunId">The run that is open; null when it has just ended.</param>
    public sealed record Busy(string? RunId) : StartAnswer;

    /// <summary>The key started something else.</summary>
    public sealed record OtherWithKey : StartAnswer;
}

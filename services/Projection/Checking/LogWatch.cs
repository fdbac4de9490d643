using System.Diagnostics.Metrics;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Projection.Checking;

/// <summary>
/// Checks the log as it grows and counts what must never be: <c>events.lost</c>, <c>events.duplicated</c>, <c>events.disordered</c>.
/// The counts are in the database, so every replica tells the same and a restart forgets nothing; one replica checks at a time.
/// </summary>
internal sealed partial class LogWatch : BackgroundService
{
    private static readonly TimeSpan ClocksApart = TimeSpan.FromDays(1);
    private const int RestsPerLook = 9; // What it is behind by, it works off with a tenth of a core.
    private static readonly string Claim = Sql.Load("Checking/claim.sql");
    private static readonly string Check = Sql.Load("Checking/check.sql");
    private static readonly string Advance = Sql.Load("Checking/advance.sql");
    private static readonly string Totals = Sql.Load("Checking/totals.sql");
    private readonly NpgsqlDataSource database;
    private readonly LogCheckOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<LogWatch> logger;
    private volatile LogTotals? totals;

    public LogWatch(NpgsqlDataSource database, Signals signals, IOptions<LogCheckOptions> options, TimeProvider clock, ILogger<LogWatch> logger)
    {
        (this.database, this.options, this.clock, this.logger) = (database, options.Value, clock, logger);
        var meter = signals.Meter;
        meter.CreateObservableCounter("events.checked", () => Told(t => t.Checked), "{event}", "Events of the log that were checked.");
        meter.CreateObservableCounter("events.lost", () => Told(t => t.Lost), "{event}", "Versions of streams without their event.");
        meter.CreateObservableCounter("events.duplicated", () => Told(t => t.Duplicated), "{event}", "Effects of a delivery whose key another one had before.");
        meter.CreateObservableCounter("events.disordered", () => Told(t => t.Disordered), "{event}", "Later versions of a stream with a lower number in the log.");
        meter.CreateObservableGauge("events.unchecked", () => Told(t => t.Unchecked), "{event}", "Events that stand in the log long enough and are next to be checked.");
    }

    /// <summary>One step: what has settled is checked, or what is next is noted.</summary>
    /// <returns>Whether more has settled.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var isBehind = false;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            if (await ClaimAsync(connection, cancellation) is { } place) isBehind = await StepAsync(connection, place, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        await using var command = database.CreateCommand(Totals);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        totals = new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
        return isBehind;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = options.Every;
        while (true)
        {
            await Task.Delay(rest, clock, stoppingToken);
            var began = clock.GetTimestamp();
            rest = options.Every;
            try
            {
                if (await LookAsync(stoppingToken)) rest = RestsPerLook * clock.GetElapsedTime(began);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                NotChecked(logger, e.GetType().Name);
            }
        }
    }

    private async Task<bool> StepAsync(NpgsqlConnection connection, LogPlace place, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // A database that was restored gives numbers out again.
        if (place.Head < place.CheckedTo) await AdvanceAsync(connection, new(place.Head, now, place.Head, now, place.Head), LogTotals.Nothing, cancellation);
        else if (place.CheckedTo == place.SeenTo) await AdvanceAsync(connection, place with { CheckedAt = place.SeenAt, SeenTo = place.Head, SeenAt = now }, LogTotals.Nothing, cancellation);
        else if (now - place.SeenAt >= options.SettledAfter)
        {
            var upTo = Math.Min(place.SeenTo, place.CheckedTo + options.AtOnce);
            var found = await CheckAsync(connection, place, upTo, cancellation);
            if (found.Lost + found.Duplicated + found.Disordered > 0) Found(logger, place.CheckedTo + 1, upTo, found.Lost, found.Duplicated, found.Disordered);
            await AdvanceAsync(connection, place with { CheckedTo = upTo }, found, cancellation);
            return upTo < place.SeenTo;
        }
        return false;
    }

    private static async Task<LogPlace?> ClaimAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Claim, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt64(4))
            : null;
    }

    private static async Task<LogTotals> CheckAsync(NpgsqlConnection connection, LogPlace place, long upTo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Check, connection).With(place.CheckedTo, upTo, place.CheckedAt - ClocksApart);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), 0);
    }

    private static async Task AdvanceAsync(NpgsqlConnection connection, LogPlace to, LogTotals found, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Advance, connection)
            .With(to.CheckedTo, to.CheckedAt, to.SeenTo, to.SeenAt, found.Checked, found.Lost, found.Duplicated, found.Disordered);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private Measurement<long>[] Told(Func<LogTotals, long> figure) => totals is { } known ? [new(figure(known))] : [];

    [LoggerMessage(3304, LogLevel.Error, "The log from {First} to {Last} is not whole: {Lost} events lost, {Duplicated} applied twice, {Disordered} out of order. Run the tool: verify")]
    private static partial void Found(ILogger logger, long first, long last, long lost, long duplicated, long disordered);

    [LoggerMessage(3305, LogLevel.Warning, "The log could not be checked ({Error}); trying again")]
    private static partial void NotChecked(ILogger logger, string error);

    private sealed record LogPlace(long CheckedTo, DateTimeOffset CheckedAt, long SeenTo, DateTimeOffset SeenAt, long Head);

    private sealed record LogTotals(long Checked, long Lost, long Duplicated, long Disordered, long Unchecked)
    {
        public static readonly LogTotals Nothing = new(0, 0, 0, 0, 0);
    }
}

using CreatorFlow.Accounts.AlertWebhooks;
using CreatorFlow.Alerts;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>A look at a creator's alerts.</summary>
/// <param name="Creator">Whose.</param>
/// <param name="Changes">Messages that follow from it.</param>
/// <param name="Failure">Its SQLSTATE when they could not be compared.</param>
internal sealed record Looked(string Creator, int Changes, string? Failure = null);

/// <summary>
/// Compares what is wrong now with what each webhook was told. What is to be told is written in the transaction that notices it, under the
/// lock of the creator's row: any number of replicas notice a change once, and a kill at any moment leaves it noticed and to be sent, or neither.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AlertBooks(NpgsqlDataSource database, IOptions<AlertingOptions> options, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    private static readonly string Take = Sql.Load("Alerting/take.sql");
    private static readonly string BeginWith = FoundAlerts.Within(Sql.Load("Alerting/begin.sql"));
    private static readonly string Compare = FoundAlerts.Within(Sql.Load("Alerting/compare.sql"));
    private static readonly string Tell = Sql.Load("Alerting/tell.sql");
    private static readonly string LookedAt = Sql.Load("Alerting/looked.sql");
    private static readonly string Forget = Sql.Load("Alerting/forget.sql");

    /// <summary>Looks at the creator that was not looked at for longest.</summary>
    /// <returns>Null when none is due.</returns>
    public async Task<Looked?> LookAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await TakeAsync(connection, cancellation) is not var (creator, isNew)) return null;
        await transaction.SaveAsync("looked", cancellation);
        var looked = await CompareAsync(connection, transaction, creator, isNew, cancellation);
        await RunAsync(connection, LookedAt, cancellation, creator);
        await transaction.CommitAsync(cancellation);
        return looked;
    }

    /// <summary>Forgets messages that are long over.</summary>
    public Task ForgetAsync(CancellationToken cancellation) => database.RunAsync(Forget, cancellation, options.Value.KeepDays);

    /// <summary>One creator whose books cannot be read stays behind alone.</summary>
    private async Task<Looked> CompareAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string creator, bool isNew, CancellationToken cancellation)
    {
        try
        {
            if (isNew) await RunAsync(connection, BeginWith, cancellation, creator, clock.GetUtcNow());
            var changes = await ReadAsync(connection, creator, cancellation);
            if (changes.Count > 0) await RunAsync(connection, Tell, cancellation, Values(creator, changes));
            return new(creator, changes.Count);
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            await transaction.RollbackAsync("looked", cancellation);
            return new(creator, 0, e.SqlState);
        }
    }

    private async Task<(string Creator, bool IsNew)?> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection).With(options.Value.LookEveryMs);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetString(0), row.GetBoolean(1)) : null;
    }

    private async Task<List<Change>> ReadAsync(NpgsqlConnection connection, string creator, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Compare, connection).With(creator, clock.GetUtcNow(), (long)options.Value.MostWaiting, MostAtOnce);
        var changes = new List<Change>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            changes.Add(new(row.GetBoolean(0), row.GetString(1), row.GetInt32(2), new(row.GetString(3), row.GetString(4)), row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5), row.GetInt64(6)));
        return changes;
    }

    private object[] Values(string creator, List<Change> changes)
    {
        var now = clock.GetUtcNow();
        return
        [
            creator, Of(c => c.Opened), Of(c => c.Webhook), Of(_ => AlertWebhookStore.NewDeliveryId()), Of(c => c.Type), Of(c => c.Alert.Kind), Of(c => c.Alert.Subject), Of(c => c.Rank),
            Of(c => c.Since), Of(c => c.Count), Of(c => AlertMessage.Of(c.Type, c.Alert, c.Rank, c.Count, c.Since, now)),
        ];

        T[] Of<T>(Func<Change, T> value) => [.. changes.Select(value)];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private sealed record Change(bool Opened, string Webhook, int Rank, AlertId Alert, DateTimeOffset? Since, long Count)
    {
        public string Type => Opened ? AlertMessage.Opened : AlertMessage.Resolved;
    }
}

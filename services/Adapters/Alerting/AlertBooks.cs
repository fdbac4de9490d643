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
    private static readonly string[] Kinds = [.. AlertKinds.All.Keys];
    private static readonly string Take = Sql.Load("Alerting/take.sql");
    private static readonly string BeginWith = FoundAlerts.Within(Sql.Load("Alerting/begin.sql"));
    private static readonly string Compare = FoundAlerts.Within(Sql.Load("Alerting/compare.sql"));
    private static readonly string Tell = Sql.Load("Alerting/tell.sql");
    private static readonly string LookedAt = Sql.Load("Alerting/looked.sql");
    private static readonly string Forget = Sql.Load("Alerting/forget.sql");

    /// <summary>Looks at the creator whose look is due for longest.</summary>
    /// <returns>Null when none is due.</returns>
    public async Task<Looked?> LookAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await TakeAsync(connection, cancellation) is not { } taken) return null;
        await transaction.SaveAsync("looked", cancellation);
        var looked = await CompareAsync(connection, transaction, taken, cancellation);
        object seen = looked.Failure is null && looked.Changes < MostAtOnce ? taken.Feed : DBNull.Value;
        await RunAsync(connection, LookedAt, cancellation, taken.Creator, seen, options.Value.LookEveryMs, (long)options.Value.MostWaiting, taken.ReadsGoods);
        await transaction.CommitAsync(cancellation);
        return looked;
    }

    /// <summary>Forgets messages that are long over.</summary>
    public Task ForgetAsync(CancellationToken cancellation) => database.RunAsync(Forget, cancellation, options.Value.KeepDays);

    /// <summary>One creator whose books cannot be read stays behind alone.</summary>
    private async Task<Looked> CompareAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Taken taken, CancellationToken cancellation)
    {
        try
        {
            if (taken.IsNew) await RunAsync(connection, BeginWith, cancellation, taken.Creator, clock.GetUtcNow());
            var changes = await ReadAsync(connection, taken, cancellation);
            if (changes.Count > 0) await RunAsync(connection, Tell, cancellation, Values(taken.Creator, changes));
            return new(taken.Creator, changes.Count);
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            await transaction.RollbackAsync("looked", cancellation);
            return new(taken.Creator, 0, e.SqlState);
        }
    }

    private static async Task<Taken?> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetBoolean(1), row.GetInt64(2), row.GetBoolean(3)) : null;
    }

    private async Task<List<Change>> ReadAsync(NpgsqlConnection connection, Taken taken, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Compare, connection).With(taken.Creator, clock.GetUtcNow(), (long)options.Value.MostWaiting, MostAtOnce, Kinds, taken.ReadsGoods);
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

    /// <param name="Creator">Whose alerts are compared.</param>
    /// <param name="IsNew">A webhook of it was not looked for yet.</param>
    /// <param name="Feed">Where its feed stood before.</param>
    /// <param name="ReadsGoods">Its stock and orders are read: they may have changed.</param>
    private sealed record Taken(string Creator, bool IsNew, long Feed, bool ReadsGoods);

    private sealed record Change(bool Opened, string Webhook, int Rank, AlertId Alert, DateTimeOffset? Since, long Count)
    {
        public string Type => Opened ? AlertMessage.Opened : AlertMessage.Resolved;
    }
}

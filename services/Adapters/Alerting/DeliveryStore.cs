using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>Messages that wait: any number of replicas, each attempt with one of them. All its times are the database's. Thread-safe.</summary>
internal sealed class DeliveryStore(NpgsqlDataSource database, IOptions<AlertingOptions> options)
{
    private static readonly string Claim = Sql.Load("Alerting/claim.sql");
    private static readonly string Delivered = Sql.Load("Alerting/delivered.sql");
    private static readonly string Later = Sql.Load("Alerting/later.sql");
    private static readonly string Dead = Sql.Load("Alerting/dead.sql");
    private static readonly string Release = Sql.Load("Alerting/release.sql");

    /// <summary>Takes an attempt that is due for this replica; null when none is.</summary>
    public async Task<ClaimedDelivery?> ClaimAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Claim).With(options.Value.ClaimMs, (long)options.Value.AtOncePerWebhook);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetString(6), row.GetString(7), row.GetFieldValue<byte[]>(8))
            : null;
    }

    public Task DeliveredAsync(ClaimedDelivery delivery, CallbackAnswer answer, CancellationToken cancellation) =>
        database.RunAsync(Delivered, cancellation, delivery.Creator, delivery.Id, delivery.Number, (object?)answer.Status ?? DBNull.Value);

    /// <summary>It is tried again.</summary>
    public Task LaterAsync(ClaimedDelivery delivery, CallbackAnswer answer, TimeSpan delay, CancellationToken cancellation) =>
        database.RunAsync(Later, cancellation, delivery.Creator, delivery.Id, delivery.Number, (object?)answer.Status ?? DBNull.Value, answer.Failure!, delay);

    /// <summary>It is given up; its webhook is disabled when it is gone, or took nothing since this was noticed.</summary>
    /// <returns>Whether this disabled it.</returns>
    public async Task<bool> DeadAsync(ClaimedDelivery delivery, CallbackAnswer answer, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Dead)
            .With(delivery.Creator, delivery.Id, delivery.Number, (object?)answer.Status ?? DBNull.Value, answer.Failure!, answer.Failure == CallbackAnswer.Gone);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    public Task ReleaseAsync(ClaimedDelivery delivery) => database.RunAsync(Release, CancellationToken.None, delivery.Creator, delivery.Id, delivery.Number);
}

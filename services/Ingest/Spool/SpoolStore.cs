using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest.Publishing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Spool;

/// <summary>The spool in PostgreSQL, shared by all replicas. Thread-safe.</summary>
internal sealed partial class SpoolStore(NpgsqlDataSource database, IOptions<PublishingOptions> options, TimeProvider clock, ILogger<SpoolStore> logger)
{
    private static readonly string Append = Sql.Load("Spool/append.sql");

    /// <returns>False when it was not committed in time.</returns>
    public async Task<bool> TryAppendAsync(int partition, IReadOnlyList<Delivery> batch, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(options.Value.SpoolTimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await using var command = database.CreateCommand(Append);
            command.Parameters.Add(new() { Value = partition });
            command.Parameters.Add(new() { Value = batch.Select(SpooledDelivery.Write).ToArray() });
            return await command.ExecuteNonQueryAsync(either.Token) == batch.Count;
        }
        catch (Exception e) when (IsOutage(e) && !stopping.IsCancellationRequested)
        {
            NotSpooled(logger, e.GetType().Name);
            return false;
        }
    }

    public static bool IsOutage(Exception e) => DatabaseOutage.Is(e) || e is OperationCanceledException;

    [LoggerMessage(2102, LogLevel.Warning, "Deliveries were not spooled: {Error}")]
    private static partial void NotSpooled(ILogger logger, string error);
}

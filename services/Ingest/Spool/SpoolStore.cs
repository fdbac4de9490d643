using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest.Publishing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Spool;

/// <summary>The spool in PostgreSQL, shared by all replicas. Thread-safe.</summary>
internal sealed partial class SpoolStore(
    NpgsqlDataSource database, IOptions<PublishingOptions> options, IOptions<PartitionOptions> partitions, TimeProvider clock, ILogger<SpoolStore> logger)
{
    private static readonly string Append = Sql.Load("Spool/append.sql");
    private static readonly string AskWhetherEmpty = Sql.Load("Spool/is-empty.sql");
    private static readonly string Partitions = Sql.Load("Spool/partitions.sql");

    /// <returns>False when it was not committed in time.</returns>
    public async Task<bool> TryAppendAsync(int partition, IReadOnlyList<Delivery> batch, CancellationToken stopping) => await WithinLimitAsync(async limit =>
    {
        await using var command = database.CreateCommand(Append);
        command.Parameters.Add(new() { Value = partition });
        command.Parameters.Add(new() { Value = batch.Select(SpooledDelivery.Write).ToArray() });
        return await command.ExecuteNonQueryAsync(limit) == batch.Count;
    }, stopping) is true;

    /// <returns>Null when it cannot be asked in time.</returns>
    public Task<bool?> IsEmptyAsync(int partition, CancellationToken stopping) => WithinLimitAsync(async limit =>
    {
        await using var command = database.CreateCommand(AskWhetherEmpty);
        command.Parameters.Add(new() { Value = partition });
        return (bool)(await command.ExecuteScalarAsync(limit))!;
    }, stopping);

    /// <summary>The partitions that hold something.</summary>
    /// <exception cref="NpgsqlException">It cannot be asked.</exception>
    public async Task<IReadOnlySet<int>> PartitionsAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Partitions);
        command.Parameters.Add(new() { Value = partitions.Value.Count });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<int>();
        while (await reader.ReadAsync(cancellation)) found.Add(reader.GetInt32(0));
        return found;
    }

    private async Task<bool?> WithinLimitAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(options.Value.SpoolTimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception e) when (IsOutage(e) && !stopping.IsCancellationRequested)
        {
            Unreachable(logger, e.GetType().Name);
            return null;
        }
    }

    public static bool IsOutage(Exception e) => DatabaseOutage.Is(e) || e is OperationCanceledException;

    [LoggerMessage(2101, LogLevel.Warning, "The spool did not answer: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);
}

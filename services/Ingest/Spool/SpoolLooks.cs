using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest.Publishing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Spool;

/// <summary>
/// Looks into the spool on behalf of everybody in the process: one look at a time, on a connection that nothing else takes. Who asks while one is under
/// way is answered by the next, which began after the question. Thread-safe.
/// </summary>
/// <remarks>A replica that cannot look publishes, since with the database gone nobody spools (<see cref="PartitionRoute"/>). It must not come to that where
/// others spool all the same and this one's drains and appends merely hold every connection of its pool.</remarks>
internal sealed partial class SpoolLooks(
    [FromKeyedServices(SpoolLooks.Pool)] NpgsqlDataSource database, IOptions<PublishingOptions> options, IOptions<PartitionOptions> partitions, TimeProvider clock, ILogger<SpoolLooks> logger)
{
    /// <summary>The name of its pool of <see cref="Connections"/>.</summary>
    public const string Pool = "spool-looks";

    /// <summary>As many as there are looks at a time.</summary>
    public const int Connections = 1;

    private static readonly string Partitions = Sql.Load("Spool/partitions.sql");

    private readonly Lock gate = new();
    private Task last = Task.CompletedTask;
    private Task<IReadOnlySet<int>>? next;

    /// <returns>Whether the spool holds nothing of a partition; null when that cannot be asked in time.</returns>
    public async Task<bool?> IsEmptyAsync(int partition, CancellationToken stopping)
    {
        try
        {
            return !(await PartitionsAsync(stopping)).Contains(partition);
        }
        catch (Exception e) when (SpoolStore.IsOutage(e) && !stopping.IsCancellationRequested)
        {
            Unreachable(logger, e.GetType().Name);
            return null;
        }
    }

    /// <summary>The partitions that hold something.</summary>
    /// <exception cref="NpgsqlException">It cannot be asked.</exception>
    /// <exception cref="TimeoutException">It was not answered in time.</exception>
    /// <exception cref="OperationCanceledException">Likewise, or it was cancelled.</exception>
    public Task<IReadOnlySet<int>> PartitionsAsync(CancellationToken cancellation) => Next().WaitAsync(options.Value.SpoolTimeLimit, clock, cancellation);

    private Task<IReadOnlySet<int>> Next()
    {
        lock (gate)
        {
            if (next is not null) return next;
            next = AfterAsync(last);
            last = next;
            return next;
        }
    }

    private async Task<IReadOnlySet<int>> AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (gate) next = null;
        return await LookAsync();
    }

    private async Task<IReadOnlySet<int>> LookAsync()
    {
        using var limit = new CancellationTokenSource(options.Value.SpoolTimeLimit, clock);
        await using var command = database.CreateCommand(Partitions);
        command.Parameters.Add(new() { Value = partitions.Value.Count });
        await using var reader = await command.ExecuteReaderAsync(limit.Token);
        var found = new HashSet<int>();
        while (await reader.ReadAsync(limit.Token)) found.Add(reader.GetInt32(0));
        return found;
    }

    [LoggerMessage(2101, LogLevel.Warning, "The spool did not answer: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);
}

using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Tool.Backup;

/// <summary>
/// Waits until everything that was acknowledged before now is in the database, however much comes meanwhile: (1) the rows that stand
/// in the spool now are gone from it, so they are at the broker; (2) each partition is sent a mark, which is behind all that was
/// confirmed before; (3) each mark is reached.
/// </summary>
/// <remarks>A row of the spool that becomes visible later was acknowledged later. Waits for as long as something moves.</remarks>
internal sealed class Watermark(NpgsqlDataSource database, BrokerAddress broker, TimeSpan patience, Screen screen) : IAsyncDisposable
{
    private static readonly string Spooled = Sql.Load("Backup/spooled.sql");
    private static readonly string StillSpooled = Sql.Load("Backup/still-spooled.sql");
    private static readonly string Reached = Sql.Load("Backup/reached.sql");
    private static readonly string Position = Sql.Load("Backup/position.sql");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly int partitions = InstalledBroker.Partitions().Count;
    private readonly PartitionSender sender = new(broker, Options.Create(InstalledBroker.Partitions()));

    /// <exception cref="ToolException">Nothing moved for as long as it waits.</exception>
    public async Task ReachAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await EmptySpoolAsync(connection, cancellation);
        await PartitionTopology.DeclareAsync(broker, partitions, cancellation);
        await PassMarksAsync(connection, cancellation);
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private async Task EmptySpoolAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var last = await connection.ValueAsync<long>(Spooled, cancellation);
        var waiting = await connection.ValueAsync<long>(StillSpooled, cancellation, last);
        await WaitAsync("spool", waiting, async () => await connection.ValueAsync<long>(StillSpooled, cancellation, last),
            left => $"{left} webhooks stay in the spool: Ingest does not run, or the broker is away.", cancellation);
    }

    private async Task PassMarksAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var name = Guid.CreateVersion7().ToString("N");
        for (var partition = 0; partition < partitions; partition++) await sender.SendAsync(partition, [Mark(name, partition)], cancellation);
        await WaitAsync("partitions", partitions, async () => partitions - await connection.ValueAsync<long>(Reached, cancellation, name),
            left => $"{left} of {partitions} partitions do not come to what is acknowledged now: Projection does not run, or is older than this tool.", cancellation,
            async () => await connection.ValueAsync<long>(Position, cancellation));
    }

    /// <param name="title">What is waited for.</param>
    /// <param name="total">How many.</param>
    /// <param name="leftAsync">How many are left.</param>
    /// <param name="stuck">What to say when nothing moves.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="movedAsync">Something that changes while there is progress, where that is not what is left.</param>
    private async Task WaitAsync(string title, long total, Func<Task<long>> leftAsync, Func<long, string> stuck, CancellationToken cancellation, Func<Task<long>>? movedAsync = null) =>
        await screen.WatchAsync(title, total, async done =>
        {
            var (seen, left, since) = (0L, total, TimeProvider.System.GetTimestamp());
            while (await leftAsync() is > 0 and var now)
            {
                var moved = movedAsync is null ? now : await movedAsync();
                if (moved != seen || now != left) since = TimeProvider.System.GetTimestamp();
                if (now < left) done(left - now);
                (seen, left) = (moved, now);
                if (TimeProvider.System.GetElapsedTime(since) > patience) throw new ToolException($"{stuck(now)} Nothing was backed up.");
                await Task.Delay(Look, cancellation);
            }
            done(left);
        });

    private static Delivery Mark(string name, int partition) => new()
    {
        Id = Guid.CreateVersion7().ToString("N"), CreatorId = "backup", ConnectionId = "backup", Platform = "backup", Topic = "backup", IdempotencyKey = $"backup:{name}:{partition}",
        Checksum = "", ReceivedAt = TimeProvider.System.GetUtcNow(), Mark = new(name, partition),
    };
}

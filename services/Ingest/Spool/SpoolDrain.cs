using System.Collections.Concurrent;
using System.Text.Json;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest.Publishing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Spool;

/// <summary>
/// Empties one partition of the spool in order. (1) Take the partition's lock: one replica drains. (2) Read the oldest.
/// (3) Publish them, confirmed. (4) Delete exactly those. (5) Again from 2, until nothing is left or the broker fails.
/// </summary>
/// <remarks>
/// <para>Dying between 3 and 4 publishes twice: a duplicate, which is told by its key.</para>
/// <para>A row that this version cannot read, since a newer one wrote it, holds its partition: what is behind it must not overtake it, and a replica of
/// the version that wrote it drains all of them.</para>
/// </remarks>
internal sealed partial class SpoolDrain(NpgsqlDataSource database, BrokerPublish broker, IOptions<PublishingOptions> options, ILogger<SpoolDrain> logger)
{
    private const int LockSpace = 0x43_46_53_50; // "CFSP"

    private static readonly string Lock = Sql.Load("Spool/lock.sql");
    private static readonly string Unlock = Sql.Load("Spool/unlock.sql");
    private static readonly string ReadOldest = Sql.Load("Spool/read.sql");
    private static readonly string DeleteThose = Sql.Load("Spool/delete.sql");

    /// <summary>Of the partitions that are held: the position of the row by which they are.</summary>
    private readonly ConcurrentDictionary<int, long> held = new();

    /// <returns>How many deliveries were published; null when nothing was tried, since another replica drains this partition, or has emptied it, or it is held.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL went away; its lock went with the session.</exception>
    public async Task<long?> RunAsync(int partition, CancellationToken stopping)
    {
        await using var session = await database.OpenConnectionAsync(stopping);
        if (!await AskAsync(session, Lock, partition, stopping)) return null;
        try
        {
            return await EmptyAsync(session, partition, stopping);
        }
        finally
        {
            if (session.State == System.Data.ConnectionState.Open) await AskAsync(session, Unlock, partition, CancellationToken.None);
        }
    }

    private async Task<long?> EmptyAsync(NpgsqlConnection session, int partition, CancellationToken stopping)
    {
        long? published = null;
        while (await ReadAsync(session, partition, stopping) is { Count: > 0 } oldest)
        {
            published ??= 0;
            if (!await broker.TryAsync(partition, oldest.ConvertAll(row => row.Delivery), stopping)) break;
            await DeleteAsync(session, partition, oldest, stopping);
            published += oldest.Count;
        }
        return published;
    }

    private async Task<List<SpooledDelivery>> ReadAsync(NpgsqlConnection session, int partition, CancellationToken stopping)
    {
        // The oldest row alone says whether a held partition still is.
        var most = held.ContainsKey(partition) ? 1 : options.Value.BatchDeliveries;
        await using var command = new NpgsqlCommand(ReadOldest, session) { Parameters = { new() { Value = partition }, new() { Value = most } } };
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var oldest = new List<SpooledDelivery>();
        long bytes = 0;
        while (await reader.ReadAsync(stopping))
        {
            if (TryRead(partition, reader, isOldest: oldest.Count == 0) is not { } row) break;
            bytes += row.Delivery.Body.Length;
            if (oldest.Count > 0 && bytes > options.Value.BatchBodyBytes) break;
            oldest.Add(row);
        }
        return oldest;
    }

    /// <returns>Null when this version cannot read it. Of the partition's oldest that is told, once.</returns>
    private SpooledDelivery? TryRead(int partition, NpgsqlDataReader row, bool isOldest)
    {
        var position = row.GetInt64(0);
        try
        {
            var read = new SpooledDelivery(position, SpooledDelivery.Read(row.GetFieldValue<byte[]>(1)));
            if (isOldest) held.TryRemove(partition, out _);
            return read;
        }
        catch (JsonException e)
        {
            if (!isOldest || (held.TryGetValue(partition, out var before) && before == position)) return null;
            held[partition] = position;
            Held(logger, partition, position, e.Message);
            return null;
        }
    }

    /// <summary>By position each, never "up to": a row with a lower position may become visible later.</summary>
    private static async Task DeleteAsync(NpgsqlConnection session, int partition, List<SpooledDelivery> rows, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(DeleteThose, session)
        {
            Parameters = { new() { Value = partition }, new() { Value = rows.Select(row => row.Position).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(stopping);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection session, string statement, int partition, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, session) { Parameters = { new() { Value = LockSpace }, new() { Value = partition } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    [LoggerMessage(2121, LogLevel.Error, "Partition {Partition} of the spool is held: this version cannot read the row at position {Position} ({Error}), a newer one may")]
    private static partial void Held(ILogger logger, int partition, long position, string error);
}

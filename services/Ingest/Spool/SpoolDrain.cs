using CreatorFlow.Hosting.Database;
using CreatorFlow.Ingest.Publishing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreatorFlow.Ingest.Spool;

/// <summary>
/// Empties one partition of the spool in order. (1) Take the partition's lock: one replica drains. (2) Read the oldest.
/// (3) Publish them, confirmed. (4) Delete exactly those. (5) Again from 2, until nothing is left or the broker fails.
/// </summary>
/// <remarks>Dying between 3 and 4 publishes twice: a duplicate, which is told by its key.</remarks>
internal sealed class SpoolDrain(NpgsqlDataSource database, BrokerPublish broker, IOptions<PublishingOptions> options)
{
    private const int LockSpace = 0x43_46_53_50; // "CFSP"

    private static readonly string Lock = Sql.Load("Spool/lock.sql");
    private static readonly string Unlock = Sql.Load("Spool/unlock.sql");
    private static readonly string ReadOldest = Sql.Load("Spool/read.sql");
    private static readonly string DeleteThose = Sql.Load("Spool/delete.sql");

    /// <returns>How many deliveries were published; null when another replica drains this partition.</returns>
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

    private async Task<long> EmptyAsync(NpgsqlConnection session, int partition, CancellationToken stopping)
    {
        long published = 0;
        while (await ReadAsync(session, partition, stopping) is { Count: > 0 } oldest)
        {
            if (!await broker.TryAsync(partition, oldest.ConvertAll(row => row.Delivery), stopping)) break;
            await DeleteAsync(session, partition, oldest, stopping);
            published += oldest.Count;
        }
        return published;
    }

    private async Task<List<SpooledDelivery>> ReadAsync(NpgsqlConnection session, int partition, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(ReadOldest, session) { Parameters = { new() { Value = partition }, new() { Value = options.Value.BatchDeliveries } } };
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var oldest = new List<SpooledDelivery>();
        long bytes = 0;
        while (await reader.ReadAsync(stopping))
        {
            var row = new SpooledDelivery(reader.GetInt64(0), SpooledDelivery.Read(reader.GetFieldValue<byte[]>(1)));
            bytes += row.Delivery.Body.Length;
            if (oldest.Count > 0 && bytes > options.Value.BatchBodyBytes) break;
            oldest.Add(row);
        }
        return oldest;
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
}

using System.Diagnostics;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Rebuild;

/// <summary>
/// Rebuilds one read model beside the live one while Projection goes on writing:
/// 1. an empty table like the live one, 2. every stream folded into it in bulk, 3. caught up on streams that moved
/// meanwhile, 4. compared row for row in one snapshot, 5. under the live table's lock caught up a last time,
/// what had moved since the comparison compared too, and the tables' names changed.
/// </summary>
internal sealed class Rebuilding(NpgsqlDataSource database, ReadModel model, string? creator, bool acceptDifferences, Screen screen)
{
    /// <summary>Streams that may be left for the lock: their events fold in a few milliseconds.</summary>
    private const int FewStreams = 50;
    private const int CatchUpRounds = 20;

    private readonly KeptFolds kept = new(model);

    public async Task<Rebuilt> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var next = new NextTable(connection, model, creator);
        await next.CreateAsync(cancellation);
        try
        {
            return await RunAsync(connection, next, cancellation);
        }
        finally
        {
            await next.DropAsync();
        }
    }

    private async Task<Rebuilt> RunAsync(NpgsqlConnection connection, NextTable next, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var bulk = new BulkFold(database, model, kept);
        await FoldAsync(connection, bulk, cancellation);
        var elapsed = watch.Elapsed;
        var catchUp = new CatchUp(model, creator, kept);
        await CatchUpAsync(catchUp, connection, cancellation);
        var (differing, differences) = await next.CompareAsync(cancellation);
        if (differing == 0 || acceptDifferences)
        {
            var change = await new Switch(connection, next, catchUp, acceptDifferences).RunAsync(cancellation);
            return new(bulk.Events, bulk.Rows, elapsed, change.Done, change.Held, differing + change.Differing, [.. differences, .. change.Differences]);
        }
        return new(bulk.Events, bulk.Rows, elapsed, Switched: false, TimeSpan.Zero, differing, differences);
    }

    private async Task FoldAsync(NpgsqlConnection connection, BulkFold bulk, CancellationToken cancellation)
    {
        var tenants = await TenantLog.TenantsAsync(connection, creator, model.StreamType, cancellation);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await screen.WatchAsync($"rebuild {model.Alias}", tenants.Sum(t => t.Events), done =>
            Parallel.ForEachAsync(tenants, atOnce, async (tenant, stop) => await bulk.RunAsync(tenant.Tenant, done, stop)));
        await connection.RunAsync(model.Fill("analyze {next}"), cancellation);
    }

    private static async Task CatchUpAsync(CatchUp catchUp, NpgsqlConnection connection, CancellationToken cancellation)
    {
        for (var round = 0; round < CatchUpRounds; round++)
            if ((await catchUp.RunAsync(connection, cancellation)).Count <= FewStreams) return;
    }
}

using System.Collections.Concurrent;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Verify;

/// <summary>Checks every creator, as many at a time as there are cores.</summary>
internal sealed class Verification(NpgsqlDataSource database, Screen screen)
{
    private static readonly string RowsWithoutLog = Sql.Load("Verify/tenants-without-log.sql");

    public async Task<CheckedLog> RunAsync(string? creator, CancellationToken cancellation)
    {
        var tenants = await TenantsAsync(creator, cancellation);
        var findings = new ConcurrentBag<Finding>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        var events = 0L;
        await screen.WatchAsync("verify", tenants.Sum(t => t.Events), done => Parallel.ForEachAsync(tenants, atOnce, async (tenant, stop) =>
            await new TenantCheck(database, tenant.Tenant, findings.Add, read =>
            {
                Interlocked.Add(ref events, read);
                done(read);
            }).RunAsync(stop)));
        return new(tenants.Count, events, [.. findings.OrderBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Creator, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal)]);
    }

    private async Task<IReadOnlyList<(string Tenant, long Events)>> TenantsAsync(string? creator, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var tenants = await TenantLog.TenantsAsync(connection, creator, streamType: null, cancellation);
        var others = await connection.RowsAsync(RowsWithoutLog, r => (r.GetString(0), 0L), cancellation, creator).ToListAsync(cancellation);
        return [.. tenants, .. others];
    }
}

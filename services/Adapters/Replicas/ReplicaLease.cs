using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Adapters.Replicas;

/// <summary>
/// Says twice a second in the database that this replica lives, so that what a killed one had claimed is free after
/// <see cref="Term"/> and not after the claim's whole time. Thread-safe.
/// </summary>
/// <remarks>Terms are reckoned by the database's clock alone; whether this replica still holds its own, by its monotonic one.</remarks>
internal sealed partial class ReplicaLease(NpgsqlDataSource database, TimeProvider clock, ILogger<ReplicaLease> logger) : BackgroundService
{
    /// <summary>Of one renewal: several may be missed on a busy machine.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromSeconds(3);

    /// <summary>Part of the term after which work under it ends here, before others may take it up.</summary>
    private static readonly TimeSpan Trusted = Term * 0.75;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly string Renew = Sql.Load("Replicas/renew.sql");
    private static readonly string End = Sql.Load("Replicas/end.sql");
    private CancellationTokenSource? holding;

    /// <summary>What its claims carry.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>The term of now. What is claimed under it carries <c>Replica</c>, and calls under the claim end with <c>Held</c>, when others may believe
    /// this replica gone; one that is renewed after that is another term. Null and without an end where there is none: such a claim lasts by its own time.</summary>
    public (string? Replica, CancellationToken Held) Current =>
        Volatile.Read(ref holding) is { IsCancellationRequested: false } term ? (Id, term.Token) : (null, CancellationToken.None);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await RenewAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                NotRenewed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Says that this replica lives.</summary>
    /// <exception cref="NpgsqlException">The database did not take it.</exception>
    public async Task RenewAsync(CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        await database.RunAsync(Renew, cancellation, Id, Term);
        var left = Trusted - clock.GetElapsedTime(asked);
        if (left <= TimeSpan.Zero) return;
        if (holding is null or { IsCancellationRequested: true }) Volatile.Write(ref holding, new(left, clock));
        else holding.CancelAfter(left);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await database.RunAsync(End, cancellationToken, Id);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            NotRenewed(logger, e.Message);
        }
    }

    public override void Dispose()
    {
        holding?.Dispose();
        base.Dispose();
    }

    [LoggerMessage(5120, LogLevel.Warning, "The database does not hear that this replica lives: {Error}")]
    private static partial void NotRenewed(ILogger logger, string error);
}

using System.Diagnostics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>
/// Tells one connection what waits for it: (1) claim, (2) say so to the creator's partition, so that the echo finds the books
/// prepared, (3) tell, (4) hand the answers to the partition, (5) write them down; until nothing is due. Dying between 3 and 5
/// tells the channel again, which changes nothing; where 2, 4 or 5 fail the claim is given back, and it is told again soon.
/// </summary>
internal sealed partial class PushLane(
    PushStore pushes, PushSettlement settlement, Breakers breakers, Signals signals,
    IOptions<PushOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<PushLane> logger)
{
    /// <summary>Of a claim, for the call; the rest is for writing down what came of it.</summary>
    private const double PartOfClaim = 0.75;

    /// <summary>One call after the other, until nothing is due.</summary>
    public async Task RunAsync(Connection connection, IChannelAdapter adapter, CancellationToken stopping)
    {
        while (await ClaimAsync(connection, adapter, stopping) is { Count: > 0 } claimed)
            if (!await TellAsync(connection, adapter, claimed, stopping)) return;
    }

    private async Task<PushClaim> ClaimAsync(Connection connection, IChannelAdapter adapter, CancellationToken stopping)
    {
        await gate.OpenAsync(stopping);
        return await pushes.ClaimAsync(connection, adapter.MostPerCall, stopping);
    }

    /// <returns>False while the channel is to be left alone.</returns>
    private async Task<bool> TellAsync(Connection connection, IChannelAdapter adapter, PushClaim claimed, CancellationToken stopping)
    {
        using var activity = signals.Activities.StartActivity("push", ActivityKind.Client, claimed[0].TraceParent!);
        var calling = false;
        activity?.SetTag(StoredSpan.Creator, connection.CreatorId).SetTag("creatorflow.connection", connection.Id).SetTag("creatorflow.platform", connection.Platform).SetTag("creatorflow.listings", claimed.Count);
        try
        {
            var results = await breakers.Of(connection).ExecuteAsync(async cancellation =>
            {
                await settlement.BeginAsync(connection, claimed, cancellation); // not for a channel that is left alone: nothing begins
                calling = true;
                return await CallAsync(connection, adapter, claimed, cancellation);
            }, stopping);
            calling = false;
            if (results.Any(r => r is PushResult.Refused or PushResult.Unavailable)) activity?.SetStatus(ActivityStatusCode.Error);
            await settlement.SettleAsync(connection, [.. claimed.Zip(results, (push, result) => new AnsweredPush(push, result))], stopping);
            return true;
        }
        catch (BrokenCircuitException)
        {
            LeftAlone(logger, connection.Id, claimed.Count);
            await pushes.ReleaseAsync(connection, claimed, clock.GetUtcNow().AddMilliseconds(options.Value.BreakMs / 4), stopping);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) // nobody waits for the end of a claim that nobody holds
        {
            await pushes.ReleaseAsync(connection, claimed, clock.GetUtcNow(), CancellationToken.None);
            throw;
        }
        catch (Exception e) when (!calling) // broker or database away: no call is under way that the claim would have to outlast
        {
            gate.Failed(e);
            await GiveBackAsync(connection, claimed, stopping);
            throw;
        }
    }

    /// <summary>Tried until the database answers; at last the claim ends by itself.</summary>
    private async Task GiveBackAsync(Connection connection, PushClaim claimed, CancellationToken stopping)
    {
        var pause = TimeSpan.FromMilliseconds(options.Value.FirstDelayMs);
        while (Left(claimed) > TimeSpan.Zero)
        {
            await gate.OpenAsync(stopping);
            try
            {
                await pushes.ReleaseAsync(connection, claimed, clock.GetUtcNow() + pause, stopping);
                return;
            }
            catch (Exception e) when (DatabaseOutage.Is(e))
            {
                gate.Failed(e);
                await Task.Delay(pause, clock, stopping);
            }
        }
    }

    /// <summary>Ends before the claim does, and does not begin after it: a call that outlived it could reach the channel after another replica's newer quantity.</summary>
    private async Task<IReadOnlyList<PushResult>> CallAsync(Connection connection, IChannelAdapter adapter, PushClaim claimed, CancellationToken cancellation)
    {
        using var claim = new CancellationTokenSource(Left(claimed), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, claim.Token, claimed.Held);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            return await adapter.PushAsync(connection, [.. claimed.Select(p => p.Item())], either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [.. claimed.Select(_ => new PushResult.Unavailable(PushResult.Overran))];
        }
    }

    /// <summary>Time for the call; none once the claim is nearly over, however long ago that was.</summary>
    private TimeSpan Left(PushClaim claimed)
    {
        var left = TimeSpan.FromMilliseconds(options.Value.ClaimMs * PartOfClaim) - clock.GetElapsedTime(claimed.Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    [LoggerMessage(5101, LogLevel.Warning, "{Connection} fails again and again and is left alone for a while; {Pushes} pushes wait")]
    private static partial void LeftAlone(ILogger logger, string connection, int pushes);
}

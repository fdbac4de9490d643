using System.Diagnostics;
using System.Net.NetworkInformation;
using CreatorFlow.Agent.Live;
using CreatorFlow.Agent.Storage;
using CreatorFlow.Contracts.Sessions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Syncing;

/// <summary>
/// Sends what waits, at once while the gateway answers: 1. wait for a change, or for the time to try again, 2. take the oldest changes,
/// each session at its newest version, 3. send, 4. note what the gateway has. Killed between 3 and 4 it sends again, and the
/// gateway tells by session and version that it has them. What comes while a batch is under way rides in the next.
/// </summary>
internal sealed partial class SyncLoop(SessionStore store, SyncClient client, SyncState state, ChangeSignal changes, IOptions<AgentOptions> options, TimeProvider clock, ILogger<SyncLoop> logger) : BackgroundService
{
    private const int BatchSize = 200;

    private readonly Backoff backoff = new(Random.Shared);
    private int batchSize = BatchSize;
    private volatile CancellationTokenSource? wake;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Syncs) return;
        NetworkChange.NetworkAvailabilityChanged += OnNetwork;
        try
        {
            while (true) await RoundAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is on the disk.
        }
        finally
        {
            NetworkChange.NetworkAvailabilityChanged -= OnNetwork;
        }
    }

    private async Task RoundAsync(CancellationToken stop)
    {
        var seen = changes.Told;
        var batch = store.Waiting(batchSize);
        if (batch.Count == 0)
        {
            await changes.WaitAsync(seen, stop);
            return;
        }
        if (Take(batch, await client.SendAsync(batch, stop)) is { } wait) await PauseAsync(wait, stop);
    }

    /// <returns>How long to wait before the next batch; null: not at all.</returns>
    private TimeSpan? Take(IReadOnlyList<SentSession> batch, SyncAnswer answer)
    {
        switch (answer)
        {
            case SyncAnswer.Taken:
                store.Sent(batch, clock.GetUtcNow());
                (batchSize, var first) = (BatchSize, state.Name != SyncState.Online);
                backoff.Reset();
                Became(SyncState.Online, null);
                if (first) Reached(logger, batch.Count);
                changes.Tell();
                return null;
            // Found out one by one, and set aside.
            case SyncAnswer.Unreadable when batch.Count > 1:
                batchSize = 1;
                return null;
            case SyncAnswer.Unreadable unreadable:
                store.Refused(batch[0]);
                Became(SyncState.Online, unreadable.Code);
                SetAside(logger, batch[0].Id, unreadable.Code);
                return null;
            case SyncAnswer.NotAccepted refused:
                Became(SyncState.Refused, refused.Code);
                return backoff.Next();
            case SyncAnswer.Later later:
                Became(SyncState.Offline, later.Code);
                return backoff.Next(later.After);
            default:
                throw new UnreachableException(answer.ToString());
        }
    }

    private void Became(string name, string? code)
    {
        if (state.Name == name && state.Error == code) return;
        state.Became(name, code);
        Stands(logger, name, code);
    }

    /// <summary>Cut short when the network comes back.</summary>
    private async Task PauseAsync(TimeSpan wait, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wake = waiting;
        try
        {
            await Task.Delay(wait, clock, waiting.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            backoff.Reset();
        }
        finally
        {
            wake = null;
        }
    }

    private void OnNetwork(object? sender, NetworkAvailabilityEventArgs e)
    {
        if (!e.IsAvailable) return;
        try
        {
            wake?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had just woken by itself.
        }
    }

    [LoggerMessage(6101, LogLevel.Information, "The gateway is reached; {Sessions} sessions sent")]
    private static partial void Reached(ILogger logger, int sessions);

    [LoggerMessage(6102, LogLevel.Warning, "Session {SessionId} is set aside: {Code}")]
    private static partial void SetAside(ILogger logger, string sessionId, string code);

    [LoggerMessage(6103, LogLevel.Information, "Sync is {State} ({Code})")]
    private static partial void Stands(ILogger logger, string state, string? code);
}

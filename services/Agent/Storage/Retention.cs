using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Storage;

/// <summary>Deletes what is old, ended and sent, at the start and every hour.</summary>
internal sealed class Retention(SessionStore store, IOptions<AgentOptions> options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do store.DeleteEndedBefore(clock.GetUtcNow().AddDays(-options.Value.RetentionDays));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Health;

/// <summary>Whether a service is behind its queues. It says which, how many wait and how long, and no more.</summary>
internal sealed class CaughtUp(Backlogs backlogs, IOptions<CaughtUpOptions> options, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var behind = backlogs.All.Where(b => b.Lags).Select(Of).OfType<QueueBehind>().OrderBy(b => b.Queue, StringComparer.Ordinal).ToList();
        return Task.FromResult(behind.Count == 0
            ? HealthCheckResult.Healthy()
            : new(HealthStatus.Unhealthy, string.Join(", ", behind.Select(b => b.Queue)), data: behind.ToDictionary(b => b.Queue, object (b) => b, StringComparer.Ordinal)));
    }

    private QueueBehind? Of(Backlog backlog)
    {
        var (allowed, age) = (options.Value, backlogs.Age(backlog));
        var why = clock.GetUtcNow() - backlog.LookedAt > allowed.Unseen ? "unseen"
            : age > allowed.Age ? "age"
            : backlog.Depth > allowed.Items ? "depth"
            : null;
        return why is null ? null : new(backlog.Queue, why, backlog.Depth, Math.Round(age.TotalSeconds, 1), allowed.Items, allowed.Age.TotalSeconds);
    }
}

/// <summary>A queue that a service is behind with.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Why"><c>age</c>, <c>depth</c>, or <c>unseen</c>: nobody could look for a while.</param>
/// <param name="Depth">How many wait.</param>
/// <param name="AgeSeconds">How long the first has.</param>
/// <param name="MostItems">How many may.</param>
/// <param name="MostSeconds">How long it may have.</param>
internal sealed record QueueBehind(string Queue, string Why, long Depth, double AgeSeconds, long MostItems, double MostSeconds);

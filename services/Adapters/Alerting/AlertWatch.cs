using CreatorFlow.Adapters.Dispatching;
using CreatorFlow.Hosting.Database;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>Notices what begins to be wrong and what is over, one creator after the other; replicas share the creators.</summary>
internal sealed partial class AlertWatch(AlertBooks books, IOptions<AlertingOptions> options, DatabaseGate gate, TimeProvider clock, ILogger<AlertWatch> logger) : Dispatch(options.Value.LookEveryMs, gate, clock)
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromMinutes(10);
    private DateTimeOffset forgotten;

    protected override async Task LookAsync(CancellationToken stopping)
    {
        while (await books.LookAsync(stopping) is { } seen)
            if (seen.Changes > 0) Noticed(logger, seen.Creator, seen.Changes);
            else if (seen.Failure is { } failure) NotRead(logger, seen.Creator, failure);
        if (Clock.GetUtcNow() - forgotten < ForgetEvery) return;
        await books.ForgetAsync(stopping);
        forgotten = Clock.GetUtcNow();
    }

    protected override void Unreachable(string error) => Unreachable(logger, error);

    [LoggerMessage(5601, LogLevel.Information, "{Creator} is told of {Count} changes of its alerts")]
    private static partial void Noticed(ILogger logger, string creator, int count);

    [LoggerMessage(5602, LogLevel.Error, "The alerts of {Creator} could not be compared ({Error}); it is looked at again in its turn")]
    private static partial void NotRead(ILogger logger, string creator, string error);

    [LoggerMessage(5603, LogLevel.Warning, "Alerts cannot be read or written: {Error}")]
    private static partial void Unreachable(ILogger logger, string error);
}

using CreatorFlow.Agent.Storage;
using CreatorFlow.Agent.Syncing;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Domain.Sessions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Reading;

/// <summary>The same answers as the gateway's, from what this machine has recorded.</summary>
internal sealed class AgentReads(SessionStore store, SyncState sync, IOptions<AgentOptions> options, TimeProvider clock)
{
    public AgentStatus Status()
    {
        var counts = store.Counts();
        return new()
        {
            Source = "agent", ActiveSessions = counts.Active, LastSync = counts.LastSync, Queued = counts.Queued,
            Sync = sync.Name, SyncError = sync.Error, QueueLimit = options.Value.QueueLimit, Refused = counts.Refused,
        };
    }

    public IReadOnlyList<ShownSession> Sessions(bool activeOnly, int limit) =>
        [.. store.Listed(clock.GetUtcNow().AddDays(-options.Value.RetentionDays), activeOnly, limit).Select(ShownSession.Of)];

    public ShownAnalytics Analytics() => SessionFigures.Analytics(Spans(), clock.GetUtcNow(), clock.LocalTimeZone);

    public IReadOnlyList<ShownBlock> Blocks() => SessionFigures.Blocks(Spans(), clock.GetUtcNow());

    private List<WorkSpan> Spans() =>
        [.. store.Listed(clock.GetUtcNow() - SessionFigures.Window, activeOnly: false, int.MaxValue).Select(s => new WorkSpan(s.SessionType, s.StartTime, s.EndTime, s.EstimatedTokens, s.TotalMessages))];
}

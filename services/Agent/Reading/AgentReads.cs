using CreatorFlow.Agent.Live;
using CreatorFlow.Agent.Storage;
using CreatorFlow.Agent.Syncing;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Domain.Sessions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Reading;

/// <summary>The same answers as the gateway's, from what this machine has recorded.</summary>
internal sealed class AgentReads
{
    /// <summary>Sessions that a list answers at most.</summary>
    public const int Most = 500;

    private readonly SessionStore store;
    private readonly SyncState sync;
    private readonly ChangeSignal changes;
    private readonly AgentOptions options;
    private readonly TimeProvider clock;
    private readonly LastRead<IReadOnlyList<ShownSession>> active;
    private readonly LastRead<IReadOnlyList<ShownSession>> recent;
    private readonly LastRead<IReadOnlyList<WorkSpan>> window;

    public AgentReads(SessionStore store, SyncState sync, ChangeSignal changes, IOptions<AgentOptions> options, TimeProvider clock)
    {
        (this.store, this.sync, this.changes, this.options, this.clock) = (store, sync, changes, options.Value, clock);
        active = new(() => Shown(activeOnly: true));
        recent = new(() => Shown(activeOnly: false));
        window = new(() => [.. store.Listed(clock.GetUtcNow() - SessionFigures.Window, activeOnly: false, int.MaxValue)
            .Select(s => new WorkSpan(s.SessionType, s.StartTime, s.EndTime, s.EstimatedTokens, s.TotalMessages))]);
    }

    public AgentStatus Status()
    {
        var counts = store.Counts();
        return new()
        {
            Source = "agent", ActiveSessions = counts.Active, LastSync = counts.LastSync, Queued = counts.Queued,
            Sync = sync.Name, SyncError = sync.Error, QueueLimit = options.QueueLimit, Refused = counts.Refused,
        };
    }

    public IReadOnlyList<ShownSession> Active() => active.At(changes.Told, clock.GetUtcNow());

    public IEnumerable<ShownSession> Recent(int limit) => recent.At(changes.Told, clock.GetUtcNow()).Take(limit);

    public ShownAnalytics Analytics() => SessionFigures.Analytics(Spans(), clock.GetUtcNow(), clock.LocalTimeZone);

    public IReadOnlyList<ShownBlock> Blocks() => SessionFigures.Blocks(Spans(), clock.GetUtcNow());

    private IReadOnlyList<WorkSpan> Spans() => window.At(changes.Told, clock.GetUtcNow());

    private IReadOnlyList<ShownSession> Shown(bool activeOnly) =>
        [.. store.Listed(clock.GetUtcNow().AddDays(-options.RetentionDays), activeOnly, Most).Select(ShownSession.Of)];
}

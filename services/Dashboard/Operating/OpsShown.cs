namespace CreatorFlow.Dashboard.Operating;

/// <summary>The platform's condition at a glance.</summary>
/// <param name="At">When it was put together.</param>
/// <param name="Standing"><c>critical</c>, <c>warning</c> or <c>well</c>; <c>unknown</c> while Redis, where the services report, cannot be asked.</param>
/// <param name="Alerts">Every rule: those that fire first, then those about to.</param>
/// <param name="Services">Every service with its processes.</param>
/// <param name="Dependencies">The servers, as the services reach them.</param>
/// <param name="Queues">What waits.</param>
/// <param name="Latencies">How long things took within five minutes.</param>
/// <param name="Channels">The creator's own connections that were told something since Adapters started.</param>
/// <param name="OtherChannelsLeftAlone">How many connections of other creators do not answer.</param>
/// <param name="Log">What was found in the log.</param>
/// <param name="Figures">Single figures.</param>
internal sealed record OpsShown(
    DateTimeOffset At, string Standing, IReadOnlyList<OpsAlert> Alerts, IReadOnlyList<OpsService> Services, IReadOnlyList<OpsDependency> Dependencies, IReadOnlyList<OpsQueue> Queues,
    IReadOnlyList<OpsLatency> Latencies, IReadOnlyList<OpsChannel> Channels, int OtherChannelsLeftAlone, OpsLog Log, OpsFigures Figures);

/// <summary>A rule and how it stands.</summary>
/// <param name="Name">The alert's, and its runbook's.</param>
/// <param name="State"><c>firing</c>; <c>pending</c>: it holds, but not for long enough; <c>well</c>; <c>unknown</c>.</param>
/// <param name="Severity"><c>critical</c> or <c>warning</c>.</param>
/// <param name="Since">Since when it holds.</param>
/// <param name="Summaries">A sentence for each thing that it holds for.</param>
internal sealed record OpsAlert(string Name, string State, string Severity, DateTimeOffset? Since, IReadOnlyList<string> Summaries);

/// <summary>A service.</summary>
/// <param name="Name">As in traces.</param>
/// <param name="Status">The best of its processes: <c>ready</c>, <c>degraded</c>, <c>behind</c>, <c>not_ready</c>, <c>silent</c>, <c>unknown</c>.</param>
/// <param name="Processes">Those that report.</param>
internal sealed record OpsService(string Name, string Status, IReadOnlyList<OpsProcess> Processes);

/// <summary>A process of a service.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Status">As it says itself.</param>
/// <param name="NotReady">The checks that do not pass.</param>
/// <param name="Behind">The queues that it is behind with.</param>
/// <param name="Pressure">How it holds back who comes to it.</param>
internal sealed record OpsProcess(DateTimeOffset StartedAt, string Status, IReadOnlyList<string> NotReady, IReadOnlyList<string> Behind, IReadOnlyList<string> Pressure);

/// <summary>A server.</summary>
/// <param name="Name"><c>database</c>, <c>broker</c> or <c>redis</c>.</param>
/// <param name="Status"><c>up</c>; <c>partly</c>: some processes do not reach it; <c>away</c>; <c>unknown</c>.</param>
internal sealed record OpsDependency(string Name, string Status);

/// <summary>What waits in one queue.</summary>
internal sealed record OpsQueue(string Name, long Depth, double AgeSeconds, bool Behind);

/// <summary>How long one kind of thing took, in milliseconds.</summary>
internal sealed record OpsLatency(string Kind, double P50Ms, double P95Ms, double? PromisedMs, long Count);

/// <summary>A connection's circuit breaker: <c>closed</c>, <c>trying</c> or <c>open</c>.</summary>
internal sealed record OpsChannel(string ConnectionId, string Name, string Platform, string Breaker);

/// <summary>Events of the log that were checked, and what was wrong with them.</summary>
internal sealed record OpsLog(long Checked, long Lost, long Duplicated, long Disordered);

/// <summary>Single figures; null when nobody tells them.</summary>
/// <param name="FeedLagSeconds">How far the furthest live page is behind.</param>
/// <param name="Streams">Live pages.</param>
/// <param name="Parked">Events that wait for a person.</param>
/// <param name="Quarantined">Deliveries that could not be read within a quarter of an hour.</param>
/// <param name="PoolUsed">0 to 1: of the fullest pool of database connections.</param>
internal sealed record OpsFigures(double? FeedLagSeconds, long Streams, long Parked, long Quarantined, double? PoolUsed);

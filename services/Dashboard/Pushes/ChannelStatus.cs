using CreatorFlow.Dashboard.Analytics;
using CreatorFlow.Hosting.Redis;
using Npgsql;

namespace CreatorFlow.Dashboard.Pushes;

/// <summary>A connection and how it stands.</summary>
/// <param name="Id">The connection's id.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Name">As the creator calls it.</param>
/// <param name="Health">The gravest of: <c>failing</c> (pushes given up or tried again), <c>unheard</c> (webhooks missing, or its orders not read),
/// <c>drifting</c> (showed something else than it should), <c>behind</c> (the oldest push waits for more than a minute), <c>paused</c> (its stock or its orders); else <c>healthy</c>.</param>
/// <param name="Paused">Nothing is pushed to it; what is wanted waits.</param>
/// <param name="OrdersPaused">Its orders are not read; those that its webhooks do not tell whole wait.</param>
/// <param name="Waiting">Pushes still to be made: the queue.</param>
/// <param name="Retrying">Of them: tried before.</param>
/// <param name="WaitingSince">Since when the oldest of them is wanted.</param>
/// <param name="DeadLetters">Pushes given up or refused.</param>
/// <param name="LastCompletedAt">When it last took one, or null.</param>
/// <param name="Listings">Its listings.</param>
/// <param name="Unlinked">Of them without a SKU of the creator's.</param>
/// <param name="LastDay">Pushes of the last 24 hours.</param>
/// <param name="Accuracy">What the last comparison that was completed found; null before one.</param>
/// <param name="LastRun">The latest reconciliation, whatever became of it; null before one.</param>
/// <param name="OrdersReadUntil">Orders that changed there before are all here; null where nobody polls.</param>
/// <param name="OrdersFailure">Why the last poll failed, a stable code; null when it did not.</param>
/// <param name="Subscriptions">Whether it sends its webhooks to us; null where nobody looks.</param>
/// <param name="Limits">How much of what its platform allows is used now, by kind of call; empty when it was not called for a day, or nobody can tell.</param>
internal sealed record ChannelStatus(string Id, string Platform, string Name, string Health, bool Paused, bool OrdersPaused, long Waiting, long Retrying, DateTime? WaitingSince, long DeadLetters, DateTime? LastCompletedAt,
    long Listings, long Unlinked, ChannelPace LastDay, ChannelAccuracy? Accuracy, ChannelRun? LastRun, DateTime? OrdersReadUntil, string? OrdersFailure, ChannelSubscriptions? Subscriptions, IReadOnlyList<SharedLimit> Limits)
{
    private static readonly TimeSpan InTime = TimeSpan.FromMinutes(1);

    public static ChannelStatus Of(NpgsqlDataReader r, DateTimeOffset now)
    {
        var status = new ChannelStatus(r.GetString(0), r.GetString(1), r.GetString(2), "", r.GetBoolean(3), r.GetBoolean(35), r.GetInt64(4), r.GetInt64(18), Time(r, 19), r.GetInt64(5), Time(r, 6),
            r.GetInt64(24), r.GetInt64(25), new(r.GetInt64(22), r.GetInt64(23), Number(r, 20), Number(r, 21)), ChannelAccuracy.Of(r, 30),
            r.IsDBNull(26) ? null : new(r.GetString(26), r.GetString(27), Time(r, 28), r.GetBoolean(29)), Time(r, 33), r.IsDBNull(34) ? null : r.GetString(34), ChannelSubscriptions.Of(r, 7), []);
        return status with { Health = HealthOf(status, now) };
    }

    private static string HealthOf(ChannelStatus s, DateTimeOffset now) => s switch
    {
        { DeadLetters: > 0 } or { Retrying: > 0, Paused: false } => "failing",
        { Subscriptions.Status: "missing" } or { OrdersFailure: not null, OrdersPaused: false } => "unheard",
        { Accuracy.Drifting: > 0 } => "drifting",
        { Paused: true } or { OrdersPaused: true } => "paused",
        { WaitingSince: { } since } when now - since > InTime => "behind",
        _ => "healthy",
    };

    private static DateTime? Time(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDateTime(column);

    private static long? Number(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);
}

/// <summary>Pushes and how long they took from the decision to the channel's answer, in milliseconds; null before one.</summary>
internal sealed record ChannelPace(long Completed, long Failed, long? LatencyP50Ms, long? LatencyP95Ms);

/// <summary>What a comparison found.</summary>
/// <param name="Share">Listings without drift among all, 0 to 1.</param>
/// <param name="Listings">All.</param>
/// <param name="Drifting">Those that showed something else than they should.</param>
/// <param name="At">When it was over.</param>
internal sealed record ChannelAccuracy(decimal Share, long Listings, long Drifting, DateTime At)
{
    public static ChannelAccuracy? Of(NpgsqlDataReader r, int from) =>
        r.IsDBNull(from) ? null : new(AnalyticsQueries.Share(r.GetInt64(from + 1), r.GetInt64(from + 2)), r.GetInt64(from + 1), r.GetInt64(from + 2), r.GetDateTime(from));
}

/// <summary>A reconciliation in short.</summary>
internal sealed record ChannelRun(string Id, string Status, DateTime? FinishedAt, bool DryRun);

/// <summary>Whether a channel sends its webhooks to us, as of the last look.</summary>
/// <param name="Status"><c>unchecked</c>, <c>healthy</c>, <c>missing</c>, or <c>repaired</c> until the next look finds it healthy.</param>
/// <param name="Missing">Topics that were missing when that was last noticed, in the platform's words.</param>
/// <param name="Repaired">Those of them that are registered again.</param>
/// <param name="CheckedAt">When the platform last answered.</param>
/// <param name="HealthyAt">When nothing was missing last.</param>
/// <param name="NoticedAt">When something missing was last noticed.</param>
/// <param name="RepairedAt">When all of it was last registered again.</param>
/// <param name="Failure">Why the last look came to nothing or not to all, a stable code; null when it did.</param>
/// <param name="GapOpen">Changes may have gone unheard that no run has brought in yet.</param>
/// <param name="GapSince">The earliest time of such a change in the last gap; null for ever.</param>
/// <param name="RunId">The reconciliation that brings in the stock of the last gap; null before it is asked for.</param>
internal sealed record ChannelSubscriptions(
    string Status, string[] Missing, string[] Repaired, DateTime? CheckedAt, DateTime? HealthyAt, DateTime? NoticedAt, DateTime? RepairedAt, string? Failure, bool GapOpen, DateTime? GapSince, string? RunId)
{
    /// <summary>Reads them from a column on; null when there are none.</summary>
    public static ChannelSubscriptions? Of(NpgsqlDataReader r, int from) => r.IsDBNull(from) ? null : new(
        r.GetString(from), r.GetFieldValue<string[]>(from + 1), r.GetFieldValue<string[]>(from + 2), Time(r, from + 3), Time(r, from + 4), Time(r, from + 5), Time(r, from + 6),
        r.IsDBNull(from + 7) ? null : r.GetString(from + 7), r.GetBoolean(from + 8), Time(r, from + 9), r.IsDBNull(from + 10) ? null : r.GetString(from + 10));

    private static DateTime? Time(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDateTime(column);
}

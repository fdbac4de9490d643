using Npgsql;

namespace CreatorFlow.Dashboard.Pushes;

/// <summary>A connection and how its pushes stand.</summary>
/// <param name="Id">The connection's id.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Name">As the creator calls it.</param>
/// <param name="Paused">Nothing is pushed to it; what is wanted waits.</param>
/// <param name="Waiting">Pushes still to be made.</param>
/// <param name="DeadLetters">Pushes given up or refused.</param>
/// <param name="LastCompletedAt">When it last took one, or null.</param>
/// <param name="Subscriptions">Whether it sends its webhooks to us; null where nobody looks.</param>
internal sealed record ChannelStatus(string Id, string Platform, string Name, bool Paused, long Waiting, long DeadLetters, DateTime? LastCompletedAt, ChannelSubscriptions? Subscriptions)
{
    public static ChannelStatus Of(NpgsqlDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetBoolean(3), r.GetInt64(4), r.GetInt64(5), r.IsDBNull(6) ? null : r.GetDateTime(6), ChannelSubscriptions.Of(r, 7));
}

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

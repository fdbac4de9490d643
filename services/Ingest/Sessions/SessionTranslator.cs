using CreatorFlow.Contracts.Channels;
using CreatorFlow.Ingest.Payloads;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Sessions;

/// <summary>Reads one session as the agent sends it; strict, since its sender can be told.</summary>
internal static class SessionTranslator
{
    /// <summary>Generous, so that what was recorded before a machine's clock was put right is taken; bounded, so that no block begins in another century.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);
    private const long MostTokens = 1_000_000_000_000;
    private const int MostModels = 50;
    private const int LongestText = 2_000;

    public static Translation Translate(PayloadNode session, DateTimeOffset receivedAt)
    {
        var metadata = session.OptionalObject("metadata");
        var start = Required(session, "start_time");
        var end = session.Time("end_time");
        if (end < start) session.Refuse("end_time", "is before `start_time`");
        if (start > receivedAt + ClockTolerance) session.Refuse("start_time", "is in the future");
        if (end > receivedAt + ClockTolerance) session.Refuse("end_time", "is in the future");
        return Translation.Of(session, new SessionReported
        {
            OccurredAt = Required(session, "updated_at"),
            SessionId = session.Id("id"),
            Revision = Whole(session, "version", least: 1, long.MaxValue),
            SessionType = session.Id("session_type"),
            StartTime = start,
            EndTime = end,
            EstimatedTokens = Whole(session, "estimated_tokens", least: 0, MostTokens),
            TotalMessages = Whole(session, "total_messages", least: 0, PayloadNode.MaxQuantity),
            ModelsUsed = Models(session),
            Project = metadata is { } m ? Words(m, "project") : null,
            Description = metadata is { } d ? Words(d, "description") : null,
            Efficiency = metadata?.OptionalDecimal("efficiency"),
            TimeZone = session.OptionalId("time_zone"),
        });
    }

    private static DateTimeOffset Required(PayloadNode session, string name)
    {
        var time = session.Time(name);
        if (time is null) session.Refuse(name, "is missing");
        return time ?? default;
    }

    private static long Whole(PayloadNode session, string name, long least, long most)
    {
        var number = session.OptionalWhole(name);
        if (number is null) session.Refuse(name, "is missing");
        else if (number < least || number > most) session.Refuse(name, "is out of its range");
        return number ?? least;
    }

    private static IReadOnlyList<string> Models(PayloadNode session)
    {
        var models = session.Ids("models_used");
        if (models.Count > MostModels) session.Refuse("models_used", $"holds more than {MostModels}");
        return models;
    }

    private static string? Words(PayloadNode metadata, string name)
    {
        var text = metadata.Text(name);
        if (text?.Length > LongestText) metadata.Refuse(name, $"is longer than {LongestText}");
        return text;
    }
}

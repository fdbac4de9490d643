namespace CreatorFlow.Domain.Sessions;

/// <summary>The zone whose days analytics are told by.</summary>
internal static class SessionZone
{
    /// <summary>UTC where the name is missing, or not known on this machine.</summary>
    public static TimeZoneInfo Of(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}

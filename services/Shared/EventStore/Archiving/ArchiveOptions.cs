using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>What is archived, and where to.</summary>
public sealed class ArchiveOptions
{
    public const string Section = "Archive";

    /// <summary>Folder of the archive's files; made when missing. It is as precious as the database: back it up.</summary>
    [Required] public string Directory { get; init; } = "archive";

    /// <summary>Events younger than this stay; whole months only. 365 days by default.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00")] public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The first month, given by its first day, that stays.</summary>
    public DateOnly FirstMonthThatStays(DateTimeOffset now)
    {
        var oldest = (now - Retention).UtcDateTime;
        return new(oldest.Year, oldest.Month, 1);
    }
}

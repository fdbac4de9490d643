using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Projection.Checking;

/// <summary>How the log is checked while it grows.</summary>
internal sealed class LogCheckOptions
{
    public const string Section = "LogCheck";

    /// <summary>Between two looks that find nothing left to check; while there is more, a look is followed by a rest nine times as long as it took. The default is 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")] public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any transaction lasts: only then is a number that is missing one that was never written. The default is a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")] public TimeSpan SettledAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Events of one look. A thousand take a core 50 ms, in which acknowledgements wait. The default is 1,000.</summary>
    [Range(1, 1_000_000)] public int AtOnce { get; init; } = 1_000;
}

namespace CreatorFlow.EventStore.Archiving;

/// <summary>One creator's events of one month, UTC: what one file holds.</summary>
/// <param name="Tenant">The creator.</param>
/// <param name="Month">The month's first day.</param>
public readonly record struct ArchiveUnit(string Tenant, DateOnly Month)
{
    /// <summary>The first moment.</summary>
    public DateTimeOffset Since => new(Month.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The first moment that is not in it any more.</summary>
    public DateTimeOffset Until => Since.AddMonths(1);
}

/// <summary>How far a long run is.</summary>
/// <param name="Done">Files finished.</param>
/// <param name="Total">Files of the whole run.</param>
/// <param name="Events">Events moved so far.</param>
/// <param name="Unit">The one just finished.</param>
public sealed record ArchiveProgress(int Done, int Total, long Events, ArchiveUnit Unit);

/// <summary>What a run did.</summary>
/// <param name="Units">Files written or restored.</param>
/// <param name="Events">Events moved.</param>
/// <param name="MonthsDropped">Months whose partitions were empty and are gone; 0 after a restore.</param>
public sealed record ArchiveResult(int Units, long Events, int MonthsDropped);

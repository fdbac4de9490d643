using System.ComponentModel.DataAnnotations;

namespace CreatorFlow.Projection.Partitions;

/// <summary>How Projection consumes its partitions.</summary>
internal sealed class ProjectionOptions
{
    public const string Section = "Projection";

    /// <summary>Transactions at a time; a partition always belongs to the same lane, so its order is kept. The default is 2.</summary>
    [Range(1, 64)] public int Lanes { get; init; } = 2;

    /// <summary>Messages that a partition may hand out before the first is acknowledged. The default is 32.</summary>
    [Range(1, 1_000)] public ushort Prefetch { get; init; } = 32;

    /// <summary>Deliveries in one transaction at most; reached only under load. The default is 1,500.</summary>
    [Range(1, 5_000)] public int BatchSize { get; init; } = 1_500;

    /// <summary>Aggregates and listings that one lane remembers. The default is 200,000.</summary>
    [Range(100, 10_000_000)] public int CacheSize { get; init; } = 200_000;
}

using System.Collections.Immutable;
using CreatorFlow.Contracts.Inventory;
using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>How one SKU is handled: threshold, buffers, locations in order, conflict policy.</summary>
internal sealed record StockSettings
{
    public static readonly StockSettings Default = new();

    /// <summary>Units; 0 for no alert.</summary>
    public long LowStockBelow { get; init; }

    /// <summary>Units held back by connection; the empty name stands for all others.</summary>
    public ImmutableSortedDictionary<string, long> Buffers { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
    public ImmutableArray<string> Locations { get; init; } = [];
    public ConflictPolicy Conflicts { get; init; } = ConflictPolicy.Default;

    public long BufferOf(string connectionId) => Buffers.TryGetValue(connectionId, out var own) ? own : Buffers.GetValueOrDefault("");

    public int PriorityOf(string location) => Locations.IndexOf(location) is >= 0 and var place ? place : Locations.Length;

    public StockSettings With(StockSettingsChanged e) => this with
    {
        LowStockBelow = e.LowStockBelow ?? LowStockBelow,
        Buffers = e.Buffers is null ? Buffers : Buffers.Clear().AddRange(e.Buffers),
        Locations = e.Locations is null ? Locations : [.. e.Locations],
        Conflicts = Conflicts with
        {
            Strategy = e.Strategy ?? Conflicts.Strategy,
            Ranks = e.Ranks is null ? Conflicts.Ranks : [.. e.Ranks],
            Window = e.WindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Conflicts.Window,
        },
    };

    /// <exception cref="RefusedException">A value out of its range.</exception>
    public static StockSettingsChanged Checked(StockSettingsChanged e)
    {
        if (e.LowStockBelow < 0 || e.Buffers?.Values.Any(b => b < 0) == true) throw new RefusedException("settings.negative_units");
        if (e.WindowSeconds is < 0 or > 30) throw new RefusedException("settings.window_out_of_range");
        if (e.Strategy is not (null or Strategies.BusinessRules or Strategies.LastWriteWins or Strategies.ManualReview or Strategies.Merge)) throw new RefusedException("settings.unknown_strategy");
        return e;
    }
}

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
    public ConflictPolicies Conflicts { get; init; } = ConflictPolicies.Default;

    public long BufferOf(string connectionId) => Buffers.TryGetValue(connectionId, out var own) ? own : Buffers.GetValueOrDefault("");

    public int PriorityOf(string location) => Locations.IndexOf(location) is >= 0 and var place ? place : Locations.Length;

    public StockSettings With(StockSettingsChanged e) => this with
    {
        LowStockBelow = e.LowStockBelow ?? LowStockBelow,
        Buffers = e.Buffers is null ? Buffers : Buffers.Clear().AddRange(e.Buffers),
        Locations = e.Locations is null ? Locations : [.. e.Locations],
        Conflicts = Conflicts with
        {
            Sku = new() { Strategy = e.Strategy ?? Conflicts.Sku.Strategy, Ranks = e.Ranks ?? Conflicts.Sku.Ranks, WindowSeconds = e.WindowSeconds ?? Conflicts.Sku.WindowSeconds },
        },
    };

    /// <exception cref="RefusedException">A value out of its range.</exception>
    public static StockSettingsChanged Checked(StockSettingsChanged e)
    {
        if (e.LowStockBelow < 0 || e.Buffers?.Values.Any(b => b < 0) == true) throw new RefusedException("settings.negative_units");
        ConflictPolicies.Check(new() { Strategy = e.Strategy, Ranks = e.Ranks, WindowSeconds = e.WindowSeconds });
        return e;
    }
}

using CreatorFlow.Domain.Conflicts;

namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// What is and was promised to orders at a place, by time. Sorted when it is first asked, for most changes never decide a set; then a
/// question costs the logarithm of the open orders. Not safe for several threads.
/// </summary>
/// <param name="stock">The SKU.</param>
/// <param name="location">The place.</param>
/// <param name="also">A sale that is about to be promised there.</param>
internal sealed class Promises(StockState stock, string location, Reservation? also = null)
{
    private Reservation[]? _open;

    /// <summary>Units of the first so many of <see cref="_open"/>.</summary>
    private long[] _units = [];
    private Shipped[] _left = [];

    public static Promises None { get; } = new(new(), "");

    /// <summary>What was sold between two moments, both inclusive, whether it shipped since or not.</summary>
    public List<Claim> Between(DateTimeOffset from, DateTimeOffset until)
    {
        var open = Open();
        var near = new List<Claim>();
        for (var i = First(open, from.UtcTicks - 1); i < open.Length && open[i].PlacedAt <= until; i++) near.Add(open[i].Claim());
        foreach (var (sale, _) in _left)
            if (sale.PlacedAt >= from && sale.PlacedAt <= until) near.Add(sale.Claim());
        return near;
    }

    /// <summary>Units sold by a moment that were still there at another.</summary>
    public long Units(DateTimeOffset soldBy, DateTimeOffset thereAt) =>
        _units[First(Open(), soldBy.UtcTicks)] + _left.Where(s => s.Reservation.PlacedAt <= soldBy && s.At >= thereAt).Sum(s => s.Reservation.Quantity);

    private Reservation[] Open()
    {
        if (_open is not null) return _open;
        var open = stock.Reservations.FindAll(r => r.Location == location);
        _open = [.. (also is null ? open : open.Add(also)).OrderBy(r => r.PlacedAt)];
        _units = new long[_open.Length + 1];
        for (var i = 0; i < _open.Length; i++) _units[i + 1] = checked(_units[i] + _open[i].Quantity);
        _left = [.. stock.Shipped.Where(s => s.Reservation.Location == location)];
        return _open;
    }

    /// <summary>Index of the first that was placed later.</summary>
    private static int First(Reservation[] open, long laterThan)
    {
        var (low, high) = (0, open.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (open[middle].PlacedAt.UtcTicks > laterThan) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}

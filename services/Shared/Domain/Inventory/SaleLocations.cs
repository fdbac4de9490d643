namespace CreatorFlow.Domain.Inventory;

/// <summary>
/// Which of a channel's locations served each of its sales, from what the locations showed and when the sales happened;
/// the order in which either became known is not in it.
/// </summary>
internal static class SaleLocations
{
    /// <summary>
    /// Sales in the order of their time, each at the location that lost its units first after it; where none did, at one that has
    /// shown nothing since, best where it is.
    /// </summary>
    /// <param name="reports">One per place.</param>
    /// <param name="since">Sales up to this moment stay where they are.</param>
    public static IEnumerable<(LineSale Sale, string Location)> Of(IReadOnlyCollection<ChannelReport> reports, DateTimeOffset since)
    {
        var shelves = reports.Select(r => new Shelf(r)).ToList();
        var sales = new List<LineSale>();
        foreach (var shelf in shelves)
            foreach (var line in shelf.Report.Sales.GroupBy(s => s.Line, StringComparer.Ordinal))
            {
                var sale = new LineSale(line.Key ?? "", shelf.Report.Location, [.. line.OrderBy(m => m.At)]);
                if (line.Key is not null && sale.At > since && sale.Units > 0) sales.Add(sale);
                else shelf.Take(sale);
            }
        foreach (var line in sales.GroupBy(s => s.Line, StringComparer.Ordinal).OrderBy(l => l.Min(s => s.At)).ThenBy(l => l.Key, StringComparer.Ordinal))
            foreach (var (sale, served) in Served([.. line.OrderBy(s => s.Location, StringComparer.Ordinal)], shelves))
                if (served.Report.Location != sale.Location) yield return (sale, served.Report.Location);
    }

    /// <summary>
    /// A line that we spread over several locations, since none had enough, was most likely sold at one: it goes there whole, unless
    /// one of its parts has shown where it stands, or no location can have sold all of it.
    /// </summary>
    private static IEnumerable<(LineSale Sale, Shelf Served)> Served(LineSale[] parts, List<Shelf> shelves)
    {
        if (parts.Length > 1 && !Array.Exists(parts, p => shelves.Find(s => s.Report.Location == p.Location)!.Judge(p).Fits == true)
            && LineSale.Whole(parts) is var whole && Serving(whole, shelves) is { } one)
        {
            one.Take(whole);
            foreach (var part in parts) yield return (part, one);
            yield break;
        }
        foreach (var part in parts)
        {
            var served = Serving(part, shelves) ?? shelves.Find(s => s.Report.Location == part.Location)!;
            served.Take(part);
            yield return (part, served);
        }
    }

    /// <returns>Null where every location has shown since that it did not sell it.</returns>
    private static Shelf? Serving(LineSale sale, List<Shelf> shelves)
    {
        Shelf? first = null, open = null;
        var until = DateTimeOffset.MaxValue;
        foreach (var shelf in shelves)
        {
            var isHere = shelf.Report.Location == sale.Location;
            var (fits, end) = shelf.Judge(sale);
            if (fits == true && (first is null || end < until || (end == until && isHere))) (first, until) = (shelf, end);
            if (fits is null && (open is null || isHere)) open = shelf;
        }
        return first ?? open;
    }

    /// <summary>What one location showed, and how much of each change no sale has explained yet.</summary>
    private sealed class Shelf
    {
        private readonly Showing[] showings;
        private readonly long[] unexplained;

        public Shelf(ChannelReport report)
        {
            Report = report;
            showings = [.. report.Showings];
            unexplained = [.. showings.Select((s, i) => i == 0 ? 0 : s.Available - showings[i - 1].Available)];
        }

        public ChannelReport Report { get; }

        public void Take(LineSale sale)
        {
            foreach (var m in sale.Movements)
                if (Telling(m.At) is var i && i < showings.Length) unexplained[i] -= m.Delta;
        }

        /// <summary>Whether the first showing that would tell of the sale does, and when it was; null when none would.</summary>
        public (bool? Fits, DateTimeOffset At) Judge(LineSale sale)
        {
            for (int m = 0, next; m < sale.Movements.Count; m = next)
            {
                var i = Telling(sale.Movements[m].At);
                if (i == 0) return (false, default);
                if (i == showings.Length) break;
                long change = 0;
                for (next = m; next < sale.Movements.Count && sale.Movements[next].At <= showings[i].At; next++) change += sale.Movements[next].Delta;
                if (change == 0 || showings[i].Kind != ShowingKind.Counted) continue;
                return (change < 0 ? unexplained[i] <= change : unexplained[i] >= change, showings[i].At);
            }
            return (null, default);
        }

        private int Telling(DateTimeOffset at)
        {
            var (low, high) = (0, showings.Length);
            while (low < high)
                if (showings[(low + high) / 2].At < at) low = (low + high) / 2 + 1;
                else high = (low + high) / 2;
            return low;
        }
    }
}

/// <summary>What a line's sale, and its cancellations, do to what its channel shows at a location; the sale first.</summary>
internal sealed record LineSale(string Line, string Location, IReadOnlyList<Movement> Movements)
{
    public DateTimeOffset At => Movements[0].At;

    /// <summary>Units sold, whatever became of them.</summary>
    public long Units => -Movements[0].Delta;

    /// <summary>Its parts at several locations as one, at that of the largest.</summary>
    public static LineSale Whole(IReadOnlyCollection<LineSale> parts) => new(parts.First().Line, parts.MaxBy(p => p.Units)!.Location,
        [.. parts.SelectMany(p => p.Movements).GroupBy(m => m.At).OrderBy(g => g.Key).Select(g => g.First() with { Delta = g.Sum(m => m.Delta) })]);
}

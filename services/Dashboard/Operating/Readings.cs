using CreatorFlow.Hosting.Reports;
using CreatorFlow.Hosting.Telemetry;

namespace CreatorFlow.Dashboard.Operating;

/// <summary>What all processes that are heard of say of themselves, read together. Pure.</summary>
internal sealed class Readings(IReadOnlyList<HeardReport> heard)
{
    /// <summary>A process reports every two seconds; one that was not heard for longer does not answer.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromSeconds(10);

    /// <summary>Services that every installation has, as Prometheus scrapes them.</summary>
    public static readonly string[] Services = ["ingest", "projection", "adapters", "dashboard"];

    private const double P95 = 0.95;

    public IReadOnlyList<HeardReport> Live { get; } = [.. heard.Where(h => h.Ago < Silent && h.Report.Status != "stopped")];

    public IEnumerable<Figure> Figures(string name) => Live.SelectMany(h => h.Report.Figures).Where(f => f.Name == name);

    /// <summary>The highest of a gauge, by one of its tags.</summary>
    public IReadOnlyDictionary<string, double> Highest(string name, string tag) =>
        Figures(name).GroupBy(f => f.Tags.GetValueOrDefault(tag, ""), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(f => f.Value), StringComparer.Ordinal);

    /// <summary>The highest of a gauge; null when nobody tells it.</summary>
    public double? Highest(string name) => Figures(name).Select(f => (double?)f.Value).Max();

    /// <summary>Each connection's circuit breaker: a channel that one replica tells is not left alone.</summary>
    public IEnumerable<Figure> Breakers() => Figures("breaker.state").GroupBy(f => f.Tags["connection"], StringComparer.Ordinal).Select(g => g.MinBy(f => f.Value)!);

    /// <summary>By how much counters grew together within 5, 10 or 15 minutes, by one of their tags.</summary>
    public IReadOnlyDictionary<string, long> Grown(string name, int minutes, string tag, Func<Growth, bool>? which = null) =>
        Growths(name).Where(g => which?.Invoke(g) ?? true).GroupBy(g => g.Tags.GetValueOrDefault(tag, ""), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(one => Span(one, minutes)[0]), StringComparer.Ordinal);

    public long Grown(string name, int minutes) => Growths(name).Sum(g => Span(g, minutes)[0]);

    /// <summary>How long things took within five minutes, by kind.</summary>
    public IEnumerable<(string Kind, double P50, double P95, long Count)> Latencies() => Growths(Signals.Latency)
        .GroupBy(g => g.Tags.GetValueOrDefault("kind", ""), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => (g.Key, Counts: g.Select(one => one.Minutes5).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)])))
        .Where(k => k.Counts.Sum() > 0)
        .Select(k => (k.Key, Quantile(k.Counts, 0.5), Quantile(k.Counts, P95), k.Counts.Sum()));

    /// <summary>As Prometheus reckons it: even within a bucket; beyond the last bound that bound.</summary>
    internal static double Quantile(IReadOnlyList<long> counts, double share)
    {
        var (rank, below) = (share * counts.Sum(), 0L);
        for (var i = 0; i < Signals.LatencyBounds.Count; i++)
        {
            var lower = i == 0 ? 0 : Signals.LatencyBounds[i - 1];
            if (counts[i] > 0 && below + counts[i] >= rank) return lower + ((Signals.LatencyBounds[i] - lower) * (rank - below) / counts[i]);
            below += counts[i];
        }
        return Signals.LatencyBounds[^1];
    }

    private IEnumerable<Growth> Growths(string name) => Live.SelectMany(h => h.Report.Growths).Where(g => g.Name == name);

    private static IReadOnlyList<long> Span(Growth growth, int minutes) => minutes switch
    {
        5 => growth.Minutes5,
        10 => growth.Minutes10,
        15 => growth.Minutes15,
        _ => throw new ArgumentOutOfRangeException(nameof(minutes)),
    };
}

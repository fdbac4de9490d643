namespace CreatorFlow.Testing;

/// <summary>Percentiles by nearest rank: each is one of the values measured.</summary>
public static class Percentiles
{
    /// <summary>The smallest value that so many percent do not exceed.</summary>
    /// <param name="sorted">The smallest first; at least one.</param>
    /// <param name="percent">From 1 to 100.</param>
    public static double Percentile(this IReadOnlyList<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
}

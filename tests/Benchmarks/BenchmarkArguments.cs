using System.Globalization;

namespace CreatorFlow.Benchmarks;

/// <summary>What a run was asked for: <c>[factor] [what] [size] [--report file]</c>.</summary>
/// <param name="Scale">Of the amounts.</param>
/// <param name="Only">One measurement's name; <c>all</c> for everything; empty for what takes minutes, not more.</param>
/// <param name="Size">Deliveries a message, to measure that size of the pipeline alone; null for every size.</param>
/// <param name="Report">Where the report goes; null for none.</param>
internal sealed record BenchmarkArguments(double Scale, string Only, int? Size, string? Report)
{
    public static BenchmarkArguments Parse(string[] args)
    {
        var (scale, only, report) = (1.0, "", (string?)null);
        int? size = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--report") report = args[++i];
            else if (!double.TryParse(args[i], CultureInfo.InvariantCulture, out var number)) only = args[i];
            else if (only.Length == 0) scale = number;
            else size = (int)number;
        }
        return new(scale, only, size, report);
    }

    /// <summary>Whether a measurement is wanted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="always">It is among those that a run without a name makes.</param>
    public bool Wants(string name, bool always = true) => Only == name || Only == "all" || (always && Only.Length == 0);

    public int Scaled(int count) => (int)(count * Scale);
}

using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Adapters;
using Spectre.Console;

namespace CreatorFlow.Benchmarks.Reach;

/// <summary>One change of a shop at Shopify.</summary>
/// <param name="Creator">Whose.</param>
/// <param name="Article">Of what.</param>
/// <param name="Quantity">Unlike every other one of the article.</param>
/// <param name="PostedAt">The moment before its webhook was posted.</param>
internal sealed record ReachChange(PlayedPlatforms Creator, int Article, long Quantity, DateTimeOffset PostedAt)
{
    /// <summary>Until the platform took it; null when a newer quantity went in its place.</summary>
    public double? Took(string platform) =>
        Creator.Of(platform) is var at && at.Taken.TryGetValue((at.Listing(Article), Quantity), out var taken) ? (taken - PostedAt).TotalMilliseconds : null;
}

/// <summary>How long changes took to each platform.</summary>
internal static class ReachFigures
{
    public static void Print(string title, IReadOnlyList<ReachChange> changes, IEnumerable<string> platforms)
    {
        var table = new Table { Expand = false }.Title($"{title}: {Pace(changes)}, ms from POST to taken").AddColumns("channel", "p50", "p95", "p99", "max", "taken", "superseded", "means");
        foreach (var platform in platforms)
        {
            var took = Sorted(changes, platform);
            table.AddRow(platform, Of(took, 50), Of(took, 95), Of(took, 99), Of(took, 100), Text(took.Count), Text(changes.Count - took.Count), Means(platform));
        }
        Write(table);
    }

    /// <summary>For the report.</summary>
    public static Measurement Measured(string platform, IReadOnlyList<ReachChange> changes)
    {
        var took = Sorted(changes, platform);
        return new($"push: webhook of Shopify until {platform} took it, p95", took.Count == 0 ? 0 : took.Percentile(95), "ms",
            $"{Pace(changes)}, below every platform's limit; p50 {Of(took, 50)} ms, p99 {Of(took, 99)} ms; {Text(took.Count)} taken, {Text(changes.Count - took.Count)} superseded; taken means: {Means(platform)}");
    }

    public static void PrintBeside(string title, IReadOnlyList<ReachChange> before, IReadOnlyList<ReachChange> during, IEnumerable<string> platforms)
    {
        var table = new Table { Expand = false }.Title($"{title}: {Pace(during)}, ms from POST to taken").AddColumns("channel", "before p50", "p95", "p99", "max", "during p50", "p95", "p99", "max", "taken", "superseded");
        foreach (var platform in platforms)
        {
            var (was, took) = (Sorted(before, platform), Sorted(during, platform));
            table.AddRow(platform, Of(was, 50), Of(was, 95), Of(was, 99), Of(was, 100), Of(took, 50), Of(took, 95), Of(took, 99), Of(took, 100), Text(took.Count), Text(during.Count - took.Count));
        }
        Write(table);
    }

    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 170);
        AnsiConsole.Write(table);
    }

    private static string Means(string platform) => platform switch
    {
        Platforms.Amazon => "ACCEPTED",
        Platforms.Instagram => "the batch was taken, which Meta works off later",
        _ => "it is shown",
    };

    private static string Pace(IReadOnlyList<ReachChange> changes) =>
        string.Create(CultureInfo.InvariantCulture, $"{changes.Count} changes, {changes.Count / (changes.Max(c => c.PostedAt) - changes.Min(c => c.PostedAt)).TotalSeconds:0.0} a second");

    private static List<double> Sorted(IReadOnlyList<ReachChange> changes, string platform) => [.. changes.Select(c => c.Took(platform)).OfType<double>().Order()];

    private static string Of(List<double> sorted, int percent) => sorted.Count == 0 ? "" : Text(sorted.Percentile(percent));

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

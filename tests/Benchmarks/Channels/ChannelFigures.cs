using System.Globalization;
using CreatorFlow.Tests.Integration.Adapters;
using Spectre.Console;

namespace CreatorFlow.Benchmarks.Channels;

/// <summary>What one channel needed for one piece of work, beside the least that its limits allow.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Platform">To whom.</param>
/// <param name="Calls">Requests that arrived.</param>
/// <param name="Throttled">Of them, those that were one too many.</param>
/// <param name="Time">From the change, or the run's begin, until the channel was done.</param>
/// <param name="Least">Under the platform's limits.</param>
/// <param name="Note">What else was seen.</param>
internal sealed record ChannelFigures(string Work, string Platform, int Calls, int Throttled, TimeSpan Time, Least Least, string Note)
{
    public static ChannelFigures Of(string work, PlayedConnection connection, int callsBefore, TimeSpan time, Least least, string note)
    {
        var calls = connection.Calls.Skip(callsBefore).ToList();
        var figures = new ChannelFigures(work, connection.Platform, calls.Count, calls.Count(c => c.Answer is { Throttled: true }), time, least, note);
        Console.WriteLine($"{work} {figures.Platform}: {Text(figures.Calls)} calls (at least {Text(least.Calls)}), {Text(figures.Throttled)} throttled, {Seconds(time)} (at least {Seconds(least.Time)}); {note}");
        return figures;
    }

    /// <summary>For the report: the ceiling is the least that the platform's limits allow.</summary>
    public Measurement Measured(int skus) => new($"push: {Work} {Text(skus)} SKUs, {Platform}", Time.TotalSeconds, "s",
        $"at least {Seconds(Least.Time)} under the platform's limit; {Text(Calls)} calls (at least {Text(Least.Calls)}), {Text(Throttled)} throttled; {Note}", Least.Time / Time);

    public static void Print(IEnumerable<ChannelFigures> all)
    {
        var table = new Table { Expand = false }.AddColumns("work", "channel", "calls", "least calls", "throttled", "time", "least time", "times the least", "note");
        foreach (var f in all)
            table.AddRow(f.Work, f.Platform, Text(f.Calls), Text(f.Least.Calls), Text(f.Throttled), Seconds(f.Time), Seconds(f.Least.Time), (f.Time / f.Least.Time).ToString("0.0", CultureInfo.InvariantCulture), f.Note);
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(table);
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("N1", CultureInfo.InvariantCulture) + " s";
}

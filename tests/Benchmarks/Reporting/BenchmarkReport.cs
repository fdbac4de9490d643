using System.Globalization;
using System.Text;

namespace CreatorFlow.Benchmarks.Reporting;

/// <summary>A run as a page: the machine, then every figure beside its ceiling or the straightforward service.</summary>
internal static class BenchmarkReport
{
    public static async Task WriteAsync(string file, IReadOnlyList<Measurement> measured, BenchmarkArguments wanted, DateTimeOffset began, string asked)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(file, Text(measured, wanted, began, asked));
    }

    private static string Text(IReadOnlyList<Measurement> measured, BenchmarkArguments wanted, DateTimeOffset began, string asked)
    {
        var page = new StringBuilder();
        Line(page, "# Benchmarks");
        Line(page, "");
        Line(page, $"Written by `dotnet run -c Release --project tests/Benchmarks -- {asked}`, not by hand. Figures of one run compare with each");
        Line(page, "other; those of another machine, or of another day on a shared one, do not.");
        Line(page, "");
        Line(page, "| | |");
        Line(page, "| --- | --- |");
        Line(page, $"| Commit | {Machine.Commit()} |");
        Line(page, $"| Begun | {began:yyyy-MM-dd HH:mm} UTC, took {(TimeProvider.System.GetUtcNow() - began).TotalMinutes:0} minutes{(wanted.Scale is 1 ? "" : $"; amounts times {wanted.Scale}: **not a full run**")} |");
        foreach (var (name, value) in Machine.Describe()) Line(page, $"| {name} | {value} |");
        Line(page, "");
        Line(page, "**Of the ceiling**: the figure as a part of what the same servers, or the platform's own limit, allow when nothing else is done. **Times straightforward**: how many times");
        Line(page, "what the straightforward way does, in the same run. For events that is a service as most teams would write it, with care (`tests/Benchmarks/Straightforward`): one confirmed");
        Line(page, "message a webhook, one transaction an event, in order by partition; pooled connections, prepared statements, three round trips a transaction; measured in turns with ours on");
        Line(page, "the same servers, and counted at the end: nothing lost, nothing applied twice. It keeps no archive of webhooks, no feed and no checksums, and nobody empties its outbox.");
        Line(page, "");
        Line(page, "| Measurement | Value | | Of the ceiling | Times straightforward | Wanted | Seen beside |");
        Line(page, "| --- | ---: | --- | ---: | ---: | --- | --- |");
        foreach (var m in measured)
            Line(page, $"| {m.Name} | {m.Value.ToString(m.Value >= 100 ? "N0" : "0.0", CultureInfo.InvariantCulture)} | {m.Unit} | {m.Ratio?.ToString("P0", CultureInfo.InvariantCulture)} | {m.Times?.ToString("0.0", CultureInfo.InvariantCulture)} | {m.Target} | {m.Note} |");
        return page.ToString();
    }

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');
}

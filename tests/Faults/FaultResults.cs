using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.Tests.Faults;

/// <summary>The folder of what runs found: CREATORFLOW_FAULT_RESULTS, or one in the temporary folder.</summary>
internal static class FaultResults
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <summary>Writes a run's JSON and its tables beside each other.</summary>
    /// <returns>Where the tables lie.</returns>
    public static async Task<string> WriteAsync<T>(string name, T run, string table)
    {
        var folder = Environment.GetEnvironmentVariable("CREATORFLOW_FAULT_RESULTS") ?? Path.Combine(Path.GetTempPath(), "creatorflow-faults");
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        await File.WriteAllTextAsync($"{file}.json", JsonSerializer.Serialize(run, Indented) + "\n");
        await File.WriteAllTextAsync($"{file}.md", table);
        return $"{file}.md";
    }

    /// <summary>Writes a run of which there is no more to tell than what was sent and what was found.</summary>
    /// <param name="name">Of the test: <c>A_full_disk_is_waited_for</c>.</param>
    /// <param name="seed">By which it can be run again.</param>
    /// <param name="sent">In words, with its unit.</param>
    /// <param name="findings">What was checked, and how much of it was wrong.</param>
    public static Task<string> WriteAsync(string name, int seed, string sent, IReadOnlyList<(string What, long Found)> findings)
    {
        var (at, cores) = (TimeProvider.System.GetUtcNow(), Environment.ProcessorCount);
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{name.Replace('_', ' ')}, seed {seed}, {at:yyyy-MM-dd}, {cores} cores: {sent}.").AppendFindings(findings);
        return WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{name.Replace('_', '-').ToLowerInvariant()}-seed-{seed}"),
            new { Name = name, Seed = seed, At = at, Cores = cores, Sent = sent, Findings = findings.ToDictionary(f => f.What, f => f.Found) }, table.ToString());
    }

    /// <summary>What was found, as a table.</summary>
    public static void AppendFindings(this StringBuilder table, IReadOnlyList<(string What, long Found)> findings)
    {
        table.AppendLine().AppendLine("| Checked against the data | Found |").AppendLine("| --- | ---: |");
        foreach (var (what, found) in findings) table.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {found} |");
    }
}

using System.Globalization;
using System.Text;
using CreatorFlow.Testing;

namespace CreatorFlow.Tests.Faults.Kills;

/// <summary>What a run did and found, as JSON for machines and as a table that documents can cite.</summary>
internal sealed record FaultReport(string Name, int Seed, DateTimeOffset At)
{
    /// <summary>Distinct ones.</summary>
    public required int Webhooks { get; init; }

    /// <summary>With those that were sent again on purpose.</summary>
    public required int Posts { get; init; }

    /// <summary>From the first webhook, after those that fill the database, to the last acknowledgement.</summary>
    public required double SendingSeconds { get; init; }

    /// <summary>From the last acknowledgement until everything was in the read models and told to the channels.</summary>
    public required double DrainingSeconds { get; init; }

    public required BooksReport Books { get; init; }

    /// <summary>SKUs of which the other channel does not show what it should.</summary>
    public required int WrongOnChannel { get; init; }

    public required IReadOnlyList<Recovery> Recoveries { get; init; }

    public int Cores { get; } = Environment.ProcessorCount;

    /// <returns>Where the table lies; the JSON lies beside it.</returns>
    public Task<string> WriteAsync() =>
        FaultResults.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{Name}-{Webhooks}-seed-{Seed}"), this, Table());

    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{Name.Replace('-', ' ')}, seed {Seed}, {At:yyyy-MM-dd}, {Cores} cores: {Webhooks:N0} webhooks in {Posts:N0} posts, sent in {SendingSeconds:N0} s, settled {DrainingSeconds:N0} s later; {Recoveries.Count} kills.");
        table.AppendFindings([.. Books.Findings(), ("wrong at the other channel", WrongOnChannel)]);
        table.AppendLine().AppendLine("| Killed | Times | In the read model, p50 | p95 | worst | At the other channel, p95 |").AppendLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var component in Recoveries.GroupBy(r => r.Component).OrderBy(g => g.Key, StringComparer.Ordinal)) Row(table, component.Key, [.. component]);
        if (Recoveries.Count > 0) Row(table, "all", Recoveries);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, IReadOnlyList<Recovery> recoveries) => table.AppendLine(CultureInfo.InvariantCulture,
        $"| {name} | {recoveries.Count} | {Percentile(recoveries, r => r.Visible, 50):0.0} s | {Percentile(recoveries, r => r.Visible, 95):0.0} s | {Percentile(recoveries, r => r.Visible, 100):0.0} s | {Percentile(recoveries, r => r.Told, 95):0.0} s |");

    private static double Percentile(IReadOnlyList<Recovery> recoveries, Func<Recovery, TimeSpan> of, int percent) =>
        recoveries.Select(r => of(r).TotalSeconds).Order().ToList().Percentile(percent);
}

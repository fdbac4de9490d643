using System.Globalization;
using System.Text;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>What a hostile run did and found, as JSON and as tables that documents can cite.</summary>
internal sealed record HostileReport(int Seed, double Minutes, DateTimeOffset At)
{
    public required IReadOnlyList<Latency> Latencies { get; init; }

    /// <summary>Resident memory of each process, MiB.</summary>
    public required IReadOnlyDictionary<string, (long Before, long After)> MemoryMiB { get; init; }

    public required IReadOnlyList<AnsweredTry> Answers { get; init; }

    public required string AnswersTable { get; init; }

    /// <summary>What should not have been.</summary>
    public required IReadOnlyList<string> Odd { get; init; }

    public required BooksReport Books { get; init; }

    public int Cores { get; } = Environment.ProcessorCount;

    /// <returns>Where the tables lie; the JSON lies beside them.</returns>
    public Task<string> WriteAsync()
    {
        var memory = MemoryMiB.ToDictionary(m => m.Key, m => new { m.Value.Before, m.Value.After });
        return FaultResults.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"hostile-{Minutes:0.##}-minutes-seed-{Seed}"),
            new { Seed, Minutes, At, Cores, Latencies, MemoryMiB = memory, Answers, Odd, Books }, Table());
    }

    public string Table()
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"hostile traffic for {Minutes:0.##} minutes, seed {Seed}, {At:yyyy-MM-dd}, {Cores} cores for attackers, honest senders and everything attacked: {Answers.Sum(a => a.Times):N0} attacks, {Odd.Count} kinds of answers that should not have been; {Books}.");
        table.AppendLine().AppendLine("| Part | Honest requests | Count | p50 ms | p95 ms | p99 ms | worst ms |").AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var latency in Latencies) table.AppendLine(latency.ToString());
        table.AppendLine().AppendLine("| Process | Memory before, MiB | after |").AppendLine("| --- | ---: | ---: |");
        foreach (var (name, memory) in MemoryMiB) table.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {memory.Before} | {memory.After} |");
        return table.AppendLine().Append(AnswersTable).ToString();
    }
}

using System.Globalization;
using System.Text.Json;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Benchmarks.Channels;
using CreatorFlow.Benchmarks.Feed;
using CreatorFlow.Benchmarks.Reach;
using CreatorFlow.Benchmarks.Reporting;
using CreatorFlow.Benchmarks.Streams;
using CreatorFlow.Testing.Servers;
using Spectre.Console;

namespace CreatorFlow.Benchmarks;

/// <summary>Measures on private servers, prints a table, writes <c>artifacts/benchmarks.json</c> and, where asked, a report. Only ratios within one run compare.</summary>
/// <remarks>Arguments: a factor for the amounts (1), and one of <c>append</c>, <c>rebuild</c>, <c>explain</c>, <c>pipeline</c>, <c>ingest</c>, <c>feed</c> to measure that alone, or
/// <c>streams</c>, <c>channels</c> or <c>reach</c>, which are measured when they are named and with <c>all</c>; <c>acknowledged</c> is the part of <c>ingest</c> that times answers; for the pipeline also the deliveries a message, to measure that size alone;
/// <c>--report</c> with a file for the report.</remarks>
internal static class BenchmarkCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var (wanted, began) = (BenchmarkArguments.Parse(args), TimeProvider.System.GetUtcNow());
        var measured = new List<Measurement>();
        foreach (var measure in Chosen(wanted))
        {
            measured.AddRange(await measure());
            // After each: what a later one fails at takes nothing of it.
            await KeepAsync(wanted, measured, began, string.Join(' ', args));
        }
        Print(measured);
        return 0;
    }

    private static IEnumerable<Func<Task<IEnumerable<Measurement>>>> Chosen(BenchmarkArguments wanted)
    {
        if (wanted.Wants("append")) yield return () => OnServersAsync(async target => await AppendBenchmark.RunAsync(target, wanted.Scaled(60_000)));
        if (wanted.Wants("rebuild")) yield return () => OnServersAsync(async target => await RebuildBenchmark.RunAsync(target, wanted.Scaled(1_000_000)));
        if (wanted.Wants("explain")) yield return () => OnServersAsync(async target => await ExplainBenchmark.RunAsync(target, wanted.Scaled(10_192)));
        if (wanted.Wants("pipeline")) yield return async () => await PipelineAsync(wanted);
        if (wanted.Wants("ingest")) yield return () => OnServersAsync(async target => [await PublishCeiling.RunAsync(target, wanted.Scaled(40_000))]);
        if (wanted.Wants("ingest")) yield return async () => await IngestBenchmark.RunAsync(wanted.Scaled(45_000), seconds: Math.Max(3, wanted.Scaled(20)));
        if (wanted.Only == "acknowledged") yield return async () => await IngestBenchmark.AcknowledgedAsync(Math.Max(3, wanted.Scaled(20)));
        if (wanted.Wants("feed")) yield return async () => await FeedBenchmark.RunAsync(wanted.Scaled(10_000));
        if (wanted.Wants("streams", always: false)) yield return async () => await StreamsBenchmark.RunAsync(wanted.Scaled(2_000), seconds: Math.Clamp(wanted.Scaled(30), 4, 30));
        if (wanted.Wants("reach", always: false)) yield return () => OnServersAsync(async target => await ReachBenchmark.RunAsync(target, wanted.Scale));
        if (wanted.Wants("channels", always: false)) yield return () => OnServersAsync(target => ChannelsAsync(target, wanted.Scaled(10_000)));
    }

    /// <summary>On servers of its own: what the one before left to write back is not its business.</summary>
    private static async Task<IEnumerable<Measurement>> OnServersAsync(Func<BenchmarkTarget, Task<IEnumerable<Measurement>>> measure)
    {
        await using var servers = new PrivateServers(PostgresTuning.Durable);
        return await measure(await TargetAsync(servers));
    }

    private static async Task<IEnumerable<Measurement>> PipelineAsync(BenchmarkArguments wanted)
    {
        var measured = new List<Measurement>();
        foreach (var perMessage in wanted.Size is { } one ? [one] : new[] { 1, 10, 50, 200 })
        {
            await using var servers = new PrivateServers(PostgresTuning.Durable);
            measured.AddRange(await PipelineBenchmark.RunAsync(await TargetAsync(servers), await servers.CreateDatabaseAsync(), wanted.Scaled(perMessage switch { 1 => 20_000, 10 => 120_000, _ => 360_000 }), perMessage));
        }
        return measured;
    }

    private static async Task<IEnumerable<Measurement>> ChannelsAsync(BenchmarkTarget target, int skus)
    {
        var figures = await ChannelsBenchmark.RunAsync(target, skus);
        ChannelFigures.Print(figures);
        return figures.Select(f => f.Measured(skus));
    }

    private static async Task<BenchmarkTarget> TargetAsync(PrivateServers servers) =>
        new(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), await servers.CreateRedisDatabaseAsync());

    private static async Task KeepAsync(BenchmarkArguments wanted, List<Measurement> measured, DateTimeOffset began, string asked)
    {
        Directory.CreateDirectory("artifacts");
        await File.WriteAllTextAsync(Path.Combine("artifacts", "benchmarks.json"), JsonSerializer.Serialize(measured, Json));
        if (wanted.Report is { } file) await BenchmarkReport.WriteAsync(file, measured, wanted, began, asked);
    }

    private static void Print(List<Measurement> measured)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 170);
        var table = new Table { Expand = false }.AddColumns("measurement", "value", "unit", "of the ceiling", "times straightforward", "note");
        foreach (var m in measured)
            table.AddRow(m.Name, m.Value.ToString("N1", CultureInfo.InvariantCulture), m.Unit, m.Ratio?.ToString("P0", CultureInfo.InvariantCulture) ?? "", m.Times?.ToString("0.0", CultureInfo.InvariantCulture) ?? "", m.Note);
        AnsiConsole.Write(table);
    }
}

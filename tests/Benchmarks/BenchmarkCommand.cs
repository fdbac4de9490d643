using System.Globalization;
using System.Text.Json;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Benchmarks.Channels;
using CreatorFlow.Benchmarks.Reach;
using CreatorFlow.Benchmarks.Streams;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Testing.Servers;
using Npgsql;
using Spectre.Console;

namespace CreatorFlow.Benchmarks;

/// <summary>Measures on private servers, prints a table, writes <c>artifacts/benchmarks.json</c>. Only ratios within one run compare.</summary>
/// <remarks>Arguments: a factor for the amounts (1), and one of <c>append</c>, <c>rebuild</c>, <c>explain</c>, <c>pipeline</c>, <c>ingest</c> to measure that alone, or <c>streams</c>, <c>channels</c> or <c>reach</c>, which are measured alone only;
/// for the pipeline also the deliveries a message, to measure that size alone.</remarks>
internal static class BenchmarkCommand
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var scale = args.Length > 0 && double.TryParse(args[0], CultureInfo.InvariantCulture, out var factor) ? factor : 1;
        var only = args.Length > 1 ? args[1] : "";
        var measured = new List<Measurement>();
        await using (var servers = new PrivateServers(PostgresTuning.Durable))
        {
            if (only is "" or "append") measured.AddRange(await AppendBenchmark.RunAsync(await TargetAsync(servers), Scaled(60_000, scale)));
            if (only is "" or "rebuild") measured.AddRange(await RebuildBenchmark.RunAsync(await TargetAsync(servers), Scaled(1_000_000, scale)));
            if (only is "" or "explain") measured.AddRange(await ExplainBenchmark.RunAsync(await TargetAsync(servers), Scaled(10_192, scale)));
            if (only is "" or "ingest") measured.Add(await PublishCeiling.RunAsync(await TargetAsync(servers), Scaled(40_000, scale)));
        }
        if (only is "" or "pipeline") measured.AddRange(await PipelineAsync(scale, args.Length > 2 ? [int.Parse(args[2], CultureInfo.InvariantCulture)] : [1, 10, 50, 200]));
        if (only is "" or "ingest") measured.AddRange(await PlatformAsync(scale));
        if (only is "streams") measured.AddRange(await StreamsBenchmark.RunAsync(Scaled(2_000, scale)));
        if (only is "channels") await ChannelsAsync(Scaled(10_000, scale));
        else if (only is "reach") await ReachAsync(scale);
        else Print(measured);
        return 0;
    }

    /// <summary>Each size on servers of its own: what the one before left to write back is not its business.</summary>
    private static async Task<List<Measurement>> PipelineAsync(double scale, int[] sizes)
    {
        var measured = new List<Measurement>();
        foreach (var perMessage in sizes)
        {
            await using var servers = new PrivateServers(PostgresTuning.Durable);
            measured.Add(await PipelineBenchmark.RunAsync(await TargetAsync(servers), Scaled(perMessage switch { 1 => 20_000, 10 => 120_000, _ => 360_000 }, scale), perMessage));
        }
        return measured;
    }

    /// <summary>Alone, and not by default: it takes as long as the platforms' limits make it take.</summary>
    private static async Task ChannelsAsync(int skus)
    {
        await using var servers = new PrivateServers(PostgresTuning.Durable);
        ChannelFigures.Print(await ChannelsBenchmark.RunAsync(await TargetAsync(servers), skus));
    }

    private static async Task ReachAsync(double scale)
    {
        await using var servers = new PrivateServers(PostgresTuning.Durable);
        await ReachBenchmark.RunAsync(await TargetAsync(servers), scale);
    }

    /// <summary>The whole platform as it runs, webhooks through the gateway and straight at Ingest.</summary>
    private static async Task<List<Measurement>> PlatformAsync(double scale)
    {
        await using var platform = await PlatformHost.StartAsync("--no-demo", "--demo-creators", "20");
        var runtime = platform.Runtime;
        await using var database = NpgsqlDataSource.Create(runtime.Postgres);
        var connections = runtime.Creators.Select(c => c.Connections.Single(x => x.Platform == "standard")).Select(c => (c.ConnectionId, c.Secret)).ToList();
        var (gateway, ingest) = (new Uri(runtime.Gateway), new Uri(runtime.Components.Single(c => c.Name == "ingest").Address));
        await IngestBenchmark.RunAsync("warm up", gateway, database, connections, Scaled(20_000, scale), 128);
        return
        [
            await IngestBenchmark.LatencyAsync(gateway, database, connections, perSecond: 50, seconds: 10),
            .. await SustainedAsync(128),
            .. await SustainedAsync(512),
        ];

        // Few senders wait for each of their answers; many fill the batches.
        async Task<Measurement[]> SustainedAsync(int concurrency) =>
        [
            await IngestBenchmark.RunAsync("webhooks through the gateway to the read model", gateway, database, connections, Scaled(30_000, scale), concurrency),
            await IngestBenchmark.RunAsync("webhooks straight at Ingest to the read model", ingest, database, connections, Scaled(30_000, scale), concurrency),
        ];
    }

    private static async Task<BenchmarkTarget> TargetAsync(PrivateServers servers) =>
        new(await servers.CreateDatabaseAsync(), await servers.CreateVirtualHostAsync(), await servers.CreateRedisDatabaseAsync());

    private static int Scaled(int count, double scale) => (int)(count * scale);

    private static void Print(List<Measurement> measured)
    {
        var table = new Table { Expand = false }.AddColumns("measurement", "value", "unit", "ratio to ceiling", "note");
        foreach (var m in measured)
            table.AddRow(m.Name, m.Value.ToString("N1", CultureInfo.InvariantCulture), m.Unit, m.Ratio?.ToString("P0", CultureInfo.InvariantCulture) ?? "", m.Note);
        AnsiConsole.Write(table);
        Directory.CreateDirectory("artifacts");
        File.WriteAllText(Path.Combine("artifacts", "benchmarks.json"), JsonSerializer.Serialize(measured, Json));
    }
}

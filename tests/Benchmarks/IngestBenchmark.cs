using System.Globalization;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Benchmarks.Sending;
using CreatorFlow.Benchmarks.Straightforward;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;
using Npgsql;

namespace CreatorFlow.Benchmarks;

/// <summary>
/// Signed webhooks until all are in the read model, on the whole platform as it runs: straight at Ingest, through the gateway, and in
/// turns with them to the straightforward service on the same servers. Then how long an acknowledgement takes at half of what is
/// promised. The sender shares the machine.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 3;
    private const int FullBatches = 512;
    private const int Slower = 4;
    private const int Connections = 256;
    private const int StraightTarget = 4_000, GatewayTarget = 3_000, SlowestMs = 50;

    /// <param name="webhooks">Of each kind.</param>
    /// <param name="seconds">That acknowledgements are timed.</param>
    public static async Task<List<Measurement>> RunAsync(int webhooks, int seconds)
    {
        await using var scene = await Scene.StartAsync();
        await scene.WarmUpAsync();
        await using var theirs = await StraightforwardService.StartAsync(await DatabaseBesideAsync(scene.Runtime.Postgres), scene.Runtime.RabbitMq, scene.Connections.Select(c => (c.Connection.ConnectionId, c.Creator, c.Connection.Secret)));
        var beside = new Intake("ingest: straightforward service, webhooks to its stock", theirs.Address, theirs.AppliedAsync);
        List<Measurement> measured = [await scene.LightlyAsync(Math.Min(10, seconds))];
        foreach (var inFlight in new[] { 128, FullBatches }) measured.AddRange(await InTurnsAsync(scene.Signed, webhooks, inFlight, scene.Straight, scene.Gateway, beside));
        await theirs.CheckAsync(await theirs.AppliedAsync());
        measured.AddRange(await AnsweredInTurnsAsync(scene.Signed, seconds, (scene.Straight, StraightTarget / 2), (scene.Gateway, GatewayTarget / 2)));
        measured.AddRange(await AnsweredInTurnsAsync(scene.Signed, seconds, (beside, StraightTarget / 2))); // not between: its vacuum would run into the others' turns
        return measured;
    }

    /// <summary>Only how long acknowledgements take.</summary>
    /// <param name="seconds">That they are timed, each turn.</param>
    public static async Task<List<Measurement>> AcknowledgedAsync(int seconds)
    {
        await using var scene = await Scene.StartAsync();
        await scene.WarmUpAsync();
        return await AnsweredInTurnsAsync(scene.Signed, seconds, (scene.Straight, StraightTarget / 2), (scene.Gateway, GatewayTarget / 2));
    }

    /// <summary>Each in turn, so that a slow minute of the machine falls on all; the first turn warms up and does not count.</summary>
    private static async Task<List<Measurement>> InTurnsAsync(SignedWebhooks signed, int webhooks, int inFlight, Intake straight, Intake gateway, Intake beside)
    {
        var runs = new Dictionary<Intake, List<IntakeRun>> { [straight] = [], [gateway] = [], [beside] = [] };
        for (var round = 0; round <= Rounds; round++)
            foreach (var (intake, done) in runs)
            {
                var run = await intake.RunAsync(signed, Math.Max(1, webhooks / Rounds / (intake == beside ? Slower : 1)), inFlight);
                if (round > 0) done.Add(run);
            }
        var slow = PerSecond(runs[beside]);
        return
        [
            Told(straight, StraightTarget),
            Told(gateway, GatewayTarget),
            new($"{beside.Name}, {inFlight} in flight", slow, "webhooks/s", Note(runs[beside])),
        ];

        Measurement Told(Intake intake, int target) => new($"{intake.Name}, {inFlight} in flight", PerSecond(runs[intake]), "webhooks/s", Note(runs[intake]), Times: PerSecond(runs[intake]) / slow,
            Target: inFlight == FullBatches ? string.Create(CultureInfo.InvariantCulture, $"{target:N0}, five times the straightforward service") : null);
    }

    private static double PerSecond(List<IntakeRun> runs) => runs.Sum(r => r.Webhooks) / runs.Sum(r => r.Took.TotalSeconds);

    private static string Note(List<IntakeRun> runs)
    {
        var all = runs.SelectMany(r => r.Acknowledged.Sorted).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture,
            $"{runs.Sum(r => r.Webhooks):N0} webhooks, acknowledged at {all.Length / runs.Sum(r => r.Acknowledged.Took.TotalSeconds):N0}/s, p50 {all.Percentile(50):0} ms, p99 {all.Percentile(99):0} ms");
    }

    /// <summary>Acknowledgements at a steady rate, counted from when each webhook was to be sent; in turns, of which the median counts. Beside each, the disk alone.</summary>
    private static async Task<List<Measurement>> AnsweredInTurnsAsync(SignedWebhooks signed, int seconds, params (Intake Intake, int PerSecond)[] paces)
    {
        var turns = paces.ToDictionary(p => p, _ => new List<AnsweredTurn>());
        for (var round = 0; round < Rounds; round++)
            foreach (var ((intake, perSecond), done) in turns) done.Add(await AnsweredAsync(signed, intake, perSecond, seconds));
        return [.. turns.Select(t => Told(t.Key.Intake, t.Key.PerSecond, [.. t.Value.OrderBy(l => l.Webhooks.Percentile(99))]))];

        static Measurement Told(Intake intake, int perSecond, List<AnsweredTurn> turns)
        {
            var median = turns[turns.Count / 2].Webhooks;
            return new(string.Create(CultureInfo.InvariantCulture, $"acknowledgement at {perSecond:N0}/s, p99: {intake.Name}"), median.Percentile(99), "ms",
                string.Create(CultureInfo.InvariantCulture, $"from the moment each was to be sent; median of {turns.Count} turns, {Each(turns, t => t.Webhooks.Percentile(99))} ms; its p50 {median.Percentile(50):0.0} ms, p95 {median.Percentile(95):0.0} ms, worst {median.Sorted[^1]:0.0} ms; {median.Sorted.Length:N0} webhooks a turn, {median.PerSecond:N0}/s. Meanwhile the disk alone, a forced write every 20 ms: p99 {Each(turns, t => t.Disk.Percentile(99))} ms, worst {Each(turns, t => t.Disk.Sorted[^1])} ms"),
                Target: intake.Name.StartsWith("ingest", StringComparison.Ordinal) ? null : $"below {SlowestMs} ms");
        }

        static string Each(List<AnsweredTurn> turns, Func<AnsweredTurn, double> figure) => string.Join(", ", turns.Select(t => figure(t).ToString("0.0", CultureInfo.InvariantCulture)));
    }

    private static async Task<AnsweredTurn> AnsweredAsync(SignedWebhooks signed, Intake intake, int perSecond, int seconds)
    {
        var before = await intake.AppliedAsync();
        await Load.PaceAsync(intake.Address, signed.Make(intake.Address, perSecond * 2), Connections, perSecond); // the connections' first use, and what the rush left behind
        var disk = await BareDisk.BeginAsync();
        var times = await Load.PaceAsync(intake.Address, signed.Make(intake.Address, perSecond * seconds), Connections, perSecond);
        var alone = await disk.EndAsync();
        await Eventually.Async(async () => await intake.AppliedAsync() >= before + (perSecond * (seconds + 2)), TimeSpan.FromMinutes(10), "all are applied", TimeSpan.FromMilliseconds(100));
        return new(times, alone);
    }

    /// <summary>From the webhook's sending to the read model, at a steady light rate.</summary>
    private static async Task<Measurement> SeenAsync(Uri address, NpgsqlDataSource database, List<RunningConnection> connections, int perSecond, int seconds)
    {
        var run = Guid.CreateVersion7().ToString("N")[..12];
        var senders = connections.Select(c => (Id: c.ConnectionId, Sender: new StandardSender(address, c.Secret))).ToArray();
        var sent = new DateTimeOffset[perSecond * seconds];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var posts = new List<Task>();
        for (var i = 0; i < sent.Length && await timer.WaitForNextTickAsync(); i++)
        {
            var (id, sender) = senders[i % senders.Length];
            sent[i] = DateTimeOffset.UtcNow;
            posts.Add(sender.PostAsync(id, $"{run}-{i}", string.Create(CultureInfo.InvariantCulture,
                $$$"""{"type":"inventory.stock_updated","timestamp":"{{{sent[i]:O}}}","data":{"sku":"LAT-{{{run}}}-{{{i}}}","set":1}}""")));
        }
        await Task.WhenAll(posts);
        await using var stored = database.CreateCommand("select id, mt_last_modified from mt_doc_stockitem where id like $1");
        stored.Parameters.Add(new() { Value = $"LAT-{run}-%" });
        List<double> latencies = [];
        await Eventually.Async(async () =>
        {
            latencies.Clear();
            await using var reader = await stored.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                latencies.Add((reader.GetFieldValue<DateTimeOffset>(1) - sent[int.Parse(reader.GetString(0).Split('-')[^1], CultureInfo.InvariantCulture)]).TotalMilliseconds);
            return latencies.Count == sent.Length;
        }, what: "every webhook is in the read model");
        foreach (var (_, sender) in senders) sender.Dispose();
        latencies.Sort();
        return new($"webhook to read model at {perSecond}/s, p95", latencies.Percentile(95), "ms",
            string.Create(CultureInfo.InvariantCulture, $"p50 {latencies.Percentile(50):0.0} ms, max {latencies[^1]:0.0} ms, {latencies.Count} webhooks; until the transaction's own clock, the commit comes on top"));
    }

    private static async Task<string> DatabaseBesideAsync(string postgres)
    {
        await using var database = NpgsqlDataSource.Create(postgres);
        await using var create = database.CreateCommand("create database straightforward");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres) { Database = "straightforward" }.ConnectionString;
    }

    private sealed record AnsweredTurn(Acknowledged Webhooks, Acknowledged Disk);

    /// <summary>The whole platform as it runs, and who sends to it.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private readonly PlatformHost platform;
        private readonly NpgsqlDataSource database;

        private Scene(PlatformHost platform)
        {
            (this.platform, database) = (platform, NpgsqlDataSource.Create(platform.Runtime.Postgres));
            Connections = [.. Runtime.Creators.Select(c => (c.Id, c.Connections.Single(x => x.Platform == "standard")))];
            Signed = new([.. Connections.Select(c => (c.Connection.ConnectionId, c.Connection.Secret))]);
            Straight = new("webhooks straight at Ingest to the read model", new(Runtime.Components.Single(c => c.Name == "ingest").Address), CountAsync);
            Gateway = Straight with { Name = "webhooks through the gateway to the read model", Address = new(Runtime.Gateway) };
        }

        public RuntimeFile Runtime => platform.Runtime;

        public List<(string Creator, RunningConnection Connection)> Connections { get; }

        public SignedWebhooks Signed { get; }

        public Intake Straight { get; }

        public Intake Gateway { get; }

        public static async Task<Scene> StartAsync() => new(await PlatformHost.StartAsync("--no-demo", "--demo-creators", "20"));

        /// <summary>Services that just started compile what they run.</summary>
        public Task WarmUpAsync() => LightlyAsync(seconds: 10);

        public Task<Measurement> LightlyAsync(int seconds) => SeenAsync(new(Runtime.Gateway), database, [.. Connections.Select(c => c.Connection)], perSecond: 50, seconds);

        public async ValueTask DisposeAsync()
        {
            await database.DisposeAsync();
            await platform.DisposeAsync();
        }

        private async Task<long> CountAsync()
        {
            await using var command = database.CreateCommand("select coalesce(sum(version), 0)::bigint from mt_streams");
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }
}

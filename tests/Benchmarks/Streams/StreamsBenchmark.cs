using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Platform;

namespace CreatorFlow.Benchmarks.Streams;

/// <summary>
/// Thousands of live streams on one Dashboard API while changes come in as webhooks: how late each change is, from its webhook's
/// sending to the last byte that a client needs, and what a stream costs; then the same beside clients that do not read.
/// </summary>
internal static class StreamsBenchmark
{
    private const int Creators = 50;
    private const int PerSecond = 200;
    private const int Skus = 20;
    private const int Unread = 20;

    /// <param name="streams">How many.</param>
    /// <param name="seconds">Of each measurement; half as long warms up.</param>
    public static async Task<Measurement[]> RunAsync(int streams, int seconds)
    {
        await using var platform = await PlatformHost.StartAsync("--no-demo", "--demo-creators", Creators.ToString(CultureInfo.InvariantCulture));
        var creators = platform.Runtime.Creators;
        using var readers = new StreamReaders(new Uri(platform.Runtime.Gateway));
        using var traffic = new Traffic(platform.Runtime);
        await traffic.RunAsync(PerSecond, seconds: 5); // warms up, before anybody listens
        var (api, gateway) = (Memory(platform, "dashboard"), Memory(platform, "gateway"));
        await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await readers.OpenAsync(creators[i % creators.Count].ApiKeys["read"], traffic.Seen));
        await traffic.MeasureAsync(PerSecond, seconds / 2, streams / Creators); // the runtime compiles what so many streams make hot
        var alone = await traffic.MeasureAsync(PerSecond, seconds, streams / Creators);
        var (apiAfter, gatewayAfter) = (Memory(platform, "dashboard"), Memory(platform, "gateway"));
        for (var i = 0; i < Unread; i++) await readers.OpenUnreadAsync(creators[i % creators.Count].ApiKeys["read"]);
        var beside = await traffic.MeasureAsync(PerSecond, seconds, streams / Creators);
        if (readers.Ended > 0) throw new InvalidOperationException($"{readers.Ended} streams ended by themselves");
        var ceiling = await BareAsync(streams, seconds);
        return
        [
            Late($"{streams} streams, {PerSecond} changes/s over {Creators} creators: webhook to client, p95", alone, ceiling.Percentile(95)),
            Late($"the same beside {Unread} clients that do not read, p95", beside, ceiling.Percentile(95)),
            Late("streams: ceiling, a bare server that hands on what is posted, p95", ceiling),
            new("memory of a stream: Dashboard API", (apiAfter - api) / (double)streams, "KB", string.Create(CultureInfo.InvariantCulture, $"{api / 1024} MB without, {apiAfter / 1024} MB with them and after the traffic")),
            new("memory of a stream: gateway", (gatewayAfter - gateway) / (double)streams, "KB", string.Create(CultureInfo.InvariantCulture, $"{gateway / 1024} MB without, {gatewayAfter / 1024} MB with")),
        ];
    }

    /// <summary>The same number of streams, pace and size of a change, at a server that does nothing else: no webhook, no books, no gateway.</summary>
    private static async Task<List<double>> BareAsync(int streams, int seconds)
    {
        await using var server = await StartedProcess.StartAsync(typeof(BareStreams).Assembly, [BareStreams.Argument], new Dictionary<string, string?>());
        using var readers = new StreamReaders(server.Address);
        using var http = new HttpClient { BaseAddress = server.Address };
        var (sent, latencies) = (new ConcurrentDictionary<long, long>(), new ConcurrentBag<double>());
        await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await readers.OpenAsync(Key(i), (number, at) => latencies.Add(Stopwatch.GetElapsedTime(sent[number], at).TotalMilliseconds)));
        await RunAsync(0, PerSecond * (seconds / 2));
        latencies.Clear();
        await RunAsync(PerSecond * (seconds / 2), PerSecond * seconds);
        return [.. latencies.Order()];

        async Task RunAsync(int first, int count)
        {
            var (posts, start) = (new List<Task>(), Stopwatch.GetTimestamp());
            for (var i = 0; i < count; i++)
            {
                var due = TimeSpan.FromSeconds((double)i / PerSecond) - Stopwatch.GetElapsedTime(start);
                if (due > TimeSpan.Zero) await Task.Delay(due);
                posts.Add(PostAsync(first + i + 1));
            }
            await Task.WhenAll(posts);
            await Eventually.Async(() => latencies.Count >= count * (streams / Creators), TimeSpan.FromSeconds(60), "every change is at every stream");
        }

        async Task PostAsync(int number)
        {
            sent[number] = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/publish") { Content = new StringContent(Change(number)) };
            request.Headers.Authorization = new("Bearer", Key(number));
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        string Key(int number) => $"creator-{number % Creators}";
    }

    /// <summary>As long as a change of one SKU is.</summary>
    private static string Change(int number) => string.Create(CultureInfo.InvariantCulture, $"id: {number}\nevent: inventory\ndata: {{\"onHand\":{number},\"filler\":\"{new string('x', 560)}\"}}\n\n");

    private static Measurement Late(string name, List<double> latencies, double? ceiling = null) => new(name, latencies.Percentile(95), "ms",
        string.Create(CultureInfo.InvariantCulture, $"p50 {latencies.Percentile(50):0.0} ms, p99 {latencies.Percentile(99):0.0} ms, worst {latencies[^1]:0.0} ms; {latencies.Count:N0} arrivals, none missing"), ceiling / latencies.Percentile(95));

    /// <summary>Resident set in KB.</summary>
    private static long Memory(PlatformHost platform, string component)
    {
        var pid = platform.Runtime.Components.Single(c => c.Name == component).Pid;
        var line = File.ReadLines($"/proc/{pid}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Webhooks that set another number each, and how late each of them arrived.</summary>
    private sealed class Traffic(RuntimeFile runtime) : IDisposable
    {
        private readonly PacedTraffic webhooks = new(runtime.Gateway, runtime.Creators.Select(c => c.Connections.Single(x => x.Platform == "standard")), n => $"SKU-{n % Skus}");
        private ConcurrentBag<double> latencies = [];

        public void Seen(long number, long at)
        {
            if (webhooks.Sent.TryGetValue(number, out var from)) latencies.Add(Stopwatch.GetElapsedTime(from.At, at).TotalMilliseconds);
        }

        public Task RunAsync(int perSecond, int seconds) => webhooks.RunAsync(perSecond, seconds);

        /// <summary>Sends, and waits until every change is at every stream of its creator.</summary>
        public async Task<List<double>> MeasureAsync(int perSecond, int seconds, int streamsOfOne)
        {
            latencies = [];
            await RunAsync(perSecond, seconds);
            var wanted = perSecond * seconds * streamsOfOne;
            await Eventually.Async(() => latencies.Count >= wanted, TimeSpan.FromSeconds(60), $"all of {wanted} arrivals");
            return [.. latencies.Order()];
        }

        public void Dispose() => webhooks.Dispose();
    }
}

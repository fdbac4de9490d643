using CreatorFlow.Testing.Platform;
using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Access;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.Integration.Sessions;

/// <summary>How long it takes until the gateway shows what an agent recorded, and how many may look on. Prints; asked for by its variable.</summary>
public sealed class Sessions_measured(SharedFixture<AccessUnderTest> shared, ITestOutputHelper output) : IClassFixture<SharedFixture<AccessUnderTest>>
{
    private readonly AccessUnderTest system = shared.Value;

    private const string Variable = "CREATORFLOW_SESSIONS_MEASURED";
    private const int Sessions = 500;
    private const int GoingOn = 5;
    private const int Viewers = 100;
    private const int LooksEach = 10;
    private static readonly string[] Reads = ["/api/status", "/api/sessions/active", "/api/sessions/recent", "/api/analytics/current", "/api/five-hour-blocks"];

    /// <summary>Ten sessions a second.</summary>
    [AskedForFact(Variable)]
    public async Task Five_hundred_sessions_from_the_agent_to_the_gateway()
    {
        var sender = await system.NewAgentAsync();
        await using var agent = await AgentUnderTest.StartAsync(sender);
        await agent.RecordAsync("start", new { session_type = "coding", id = "warm" });
        await SeenAsync(sender, "warm");
        var waits = new List<double>();
        var open = new List<Task<double>>();
        for (var i = 0; i < Sessions; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"s{i:000}");
            var begun = Stopwatch.GetTimestamp();
            await agent.RecordAsync("start", new { session_type = "coding", id });
            open.Add(MeasureAsync(sender, id, begun));
            if (Stopwatch.GetElapsedTime(begun) is var took && took < TimeSpan.FromMilliseconds(100)) await Task.Delay(TimeSpan.FromMilliseconds(100) - took);
        }
        waits.AddRange(await Task.WhenAll(open));
        Print($"{Sessions} sessions, recorded to shown at the gateway", waits);
        Assert.True(waits.Max() < 30_000);
    }

    [AskedForFact(Variable)]
    public async Task A_hundred_viewers_of_every_route_here_and_there()
    {
        var sender = await system.NewAgentAsync();
        await using var agent = await AgentUnderTest.StartAsync(sender);
        for (var i = 0; i < Sessions; i++)
        {
            var (id, begun) = ($"v{i}", DateTimeOffset.UtcNow.AddMinutes(-i * 90));
            await agent.RecordAsync("start", new { session_type = i % 3 == 0 ? "coding" : "writing", id, start_time = begun, estimated_tokens = i });
            if (i >= GoingOn) await agent.RecordAsync($"{id}/end", new { end_time = begun.AddHours(1) });
        }
        await SeenAsync(sender, "v0");
        var slow = new List<string>();
        foreach (var path in Reads) await LookAsync($"agent  {path}", slow, () => agent.SendAsync(HttpMethod.Get, path));
        foreach (var path in Reads.Append("/api/dashboard-config")) await LookAsync($"hosted {path}", slow, () => sender.ReadAsync(path));
        Assert.Empty(slow);
    }

    private async Task LookAsync(string what, List<string> slow, Func<Task<Answer>> look)
    {
        var waits = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(async _ =>
        {
            var mine = new List<double>();
            for (var i = 0; i < LooksEach; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                var answer = await look();
                if (answer.Status == 429) await Task.Delay(TimeSpan.FromSeconds(1));
                else Assert.True(answer.Status == 200, $"{what}: {answer}");
                mine.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            return mine;
        }));
        var all = waits.SelectMany(w => w).ToList();
        Print($"{what}, {Viewers} viewers", all);
        if (all.Max() >= 2_000) slow.Add(what);
    }

    private static async Task<double> MeasureAsync(AgentSender sender, string id, long begun)
    {
        await SeenAsync(sender, id);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static Task SeenAsync(AgentSender sender, string id) => Eventually.Async(
        async () => (await sender.ReadAsync("/api/sessions/recent?limit=500")) is { Status: 200 } answer && answer.Body.EnumerateArray().Any(s => s.GetProperty("id").GetString() == id),
        TimeSpan.FromSeconds(60), $"{id} is shown");

    private void Print(string what, List<double> waits)
    {
        waits.Sort();
        double At(double share) => waits[Math.Min(waits.Count - 1, (int)(share * waits.Count))];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {At(0.5):0} ms, p90 {At(0.9):0} ms, p95 {At(0.95):0} ms, p99 {At(0.99):0} ms, max {waits[^1]:0} ms"));
    }
}

using System.Diagnostics;
using System.Globalization;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Testing.Platform;
using CreatorFlow.Tests.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CreatorFlow.Tests.EndToEnd.Measured;

/// <summary>A platform of its own, the traffic of its first creator, and what the run has to say.</summary>
internal sealed class MeasuredRun : IAsyncDisposable
{
    /// <summary>Set, it asks for the runs of this folder.</summary>
    public const string Asked = "CREATORFLOW_BROWSER_RUNS";

    private readonly ITestOutputHelper output;
    private readonly long began = Stopwatch.GetTimestamp();

    private MeasuredRun(ITestOutputHelper output, RunningPlatform platform) => (this.output, Platform, Books) = (output, platform, new(platform));

    public RunningPlatform Platform { get; }

    public ServerBooks Books { get; }

    public string Key => Platform.Creator(0).ApiKeys["owner"];

    /// <param name="output">Where it says what it measured.</param>
    /// <param name="niceness">How far the platform steps back for the browser: a creator's browser has a machine to itself.</param>
    public static async Task<MeasuredRun> StartAsync(ITestOutputHelper output, int niceness = 0)
    {
        var platform = new RunningPlatform { Niceness = niceness };
        await platform.InitializeAsync();
        return new(output, platform);
    }

    public PacedTraffic Traffic(Func<int, string> skuOf) => new(Platform.Gateway, [Platform.Connection("standard")], skuOf);

    /// <summary>SKUs that exist, and are in the read model.</summary>
    public async Task<PacedTraffic> StockedAsync(int skus, Func<int, string> skuOf)
    {
        var traffic = Traffic(skuOf);
        await traffic.RushAsync(skus);
        await Testing.Eventually.Async(async () => await Books.CountAsync("inventory") >= skus, TimeSpan.FromMinutes(2), $"{skus} SKUs", every: TimeSpan.FromMilliseconds(250));
        return traffic;
    }

    public void Say(string line) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds,6:0.0} s  {line}"));

    public void Say(FormattableString line) => Say(FormattableString.Invariant(line));

    /// <param name="what">What was measured.</param>
    /// <param name="ms">In milliseconds.</param>
    public void Say(string what, IReadOnlyList<double> ms)
    {
        var sorted = ms.Order().ToList();
        Say($"{what}: p50 {At(sorted, 50):0} ms, p95 {At(sorted, 95):0} ms, p99 {At(sorted, 99):0} ms, worst {sorted[^1]:0} ms, of {sorted.Count:N0}");
    }

    public static double At(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }

    public async ValueTask DisposeAsync() => await Platform.DisposeAsync();
}

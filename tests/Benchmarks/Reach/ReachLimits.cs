using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Tests.Integration.Adapters;
using Spectre.Console;

namespace CreatorFlow.Benchmarks.Reach;

/// <summary>The calls that arrived, over every window, against the platforms' own limits: the account at which they were the most.</summary>
internal static class ReachLimits
{
    /// <summary>Amazon's usage plans: tokens a second, tokens at most (models of the Selling Partner API).</summary>
    private static readonly Dictionary<string, (double PerSecond, double Burst)> Plans = new()
    {
        ["patchListingsItem"] = (5, 5), ["getListingsItem"] = (5, 10), ["searchListingsItems"] = (5, 5),
    };

    /// <summary>TikTok Shop, of an app, shop and API in any second (rate limits, December 2025).</summary>
    private const int TikTokPerSecond = 50;

    /// <summary>Meta, of a catalogue in any hour: so many when nobody looks at it, more with its viewers (Graph API, rate limits: 200 + 200 log2 of the unique users; 20,000 for all but batches).</summary>
    private static readonly Dictionary<string, double> MetaHour = new() { ["items_batch"] = 200, ["reads"] = 20_000 };

    public static void Print(ReachScene scene)
    {
        var table = new Table { Expand = false }.Title($"calls at the simulator over every window, {ReachScene.Replicas} processes of Adapters").AddColumns("channel", "calls of", "in all", "throttled", "most at one account", "limit", "kept");
        foreach (var platform in ReachScene.Others)
            foreach (var kind in scene.AllOf(platform).SelectMany(c => PlayedWindows.Kinds(c).Select(calls => (Kind: PlayedWindows.Kind(platform, calls[0]), Calls: calls))).GroupBy(k => k.Kind, k => k.Calls))
                Row(table, platform, kind.Key, [.. kind]);
        ReachFigures.Write(table);
    }

    private static void Row(Table table, string platform, string kind, List<List<PlayedCall>> accounts)
    {
        var (most, limit, unit) = platform switch
        {
            Platforms.Amazon => (accounts.Max(calls => PlayedWindows.MostGone(calls, Plans[kind].PerSecond)), Plans[kind].Burst, $"tokens gone at once, {Plans[kind].PerSecond:0} a second coming back"),
            Platforms.TikTok => (accounts.Max(calls => PlayedWindows.Most(calls, TimeSpan.FromSeconds(1))), TikTokPerSecond, "in a second"),
            _ => (accounts.Max(calls => (double)PlayedWindows.Most(calls, TimeSpan.FromHours(1))), MetaHour[kind], "in an hour, the least that Meta allows"),
        };
        table.AddRow(platform, kind, Text(accounts.Sum(a => a.Count)), Text(accounts.Sum(calls => calls.Count(c => c.Answer is { Throttled: true }))), Text(most), $"{limit:N0} {unit}", most <= limit ? "yes" : "NO");
    }

    private static string Text(double number) => number.ToString("#,0.#", CultureInfo.InvariantCulture);
}

using System.Globalization;
using CreatorFlow.Contracts;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Benchmarks.Reach;

/// <summary>
/// From a signed webhook of Shopify to the moment the other three platforms took the new quantity: at an even pace below every
/// limit, for one SKU far above them, and while one platform takes calls and answers none.
/// </summary>
internal static class ReachBenchmark
{
    /// <summary>Changes a second in all, and creators that share them: below what is allowed of each, of which our own caution with Instagram, a batch a second, is the least.</summary>
    private const int PerSecond = 50, Creators = 64;
    private const int WarmUpSeconds = 20, Seconds = 40;

    /// <summary>Of one SKU: far above what Amazon takes of a seller (5) and we send to Instagram (1).</summary>
    private const int BurstPerSecond = 50, Burst = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="target">Empty servers.</param>
    /// <param name="scale">Of creators and changes alike.</param>
    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkTarget target, double scale)
    {
        var (creators, rate) = ((int)Math.Max(1, Creators * scale), Math.Max(1, PerSecond * scale));
        await using var scene = await ReachScene.OpenAsync(target, creators);
        var numbers = ReachScene.Counted;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{creators} creators with {ReachScene.Articles.Count} SKUs on four channels each, {ReachScene.Replicas} processes of Adapters"));
        await ChangeAsync(rate, WarmUpSeconds, ReachScene.Others);

        var before = await ChangeAsync(rate, Seconds, ReachScene.Others);
        ReachFigures.Print("below every limit", before, ReachScene.Others);
        await BurstAsync(scene, numbers -= Burst);
        foreach (var silent in scene.AllOf(Platforms.TikTok)) silent.FallSilent();
        string[] others = [Platforms.Amazon, Platforms.Instagram];
        var during = await ChangeAsync(rate, Seconds, others);
        ReachFigures.PrintBeside("tiktok takes every call and answers none", before, during, others);
        ReachLimits.Print(scene);
        return [.. ReachScene.Others.Select(platform => ReachFigures.Measured(platform, before))];

        async Task<IReadOnlyList<ReachChange>> ChangeAsync(double perSecond, int seconds, string[] listeners)
        {
            var changes = await PaceAsync(scene, perSecond, (int)(perSecond * seconds), () => --numbers);
            await scene.ToldAsync(listeners, Patience);
            return changes;
        }
    }

    /// <summary>Webhooks at an even pace, whatever became of those before; each creator in turn, and each of its SKUs in turn.</summary>
    private static async Task<IReadOnlyList<ReachChange>> PaceAsync(ReachScene scene, double perSecond, int count, Func<long> next)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond));
        var posts = new List<Task<ReachChange>>(count);
        for (var i = 0; i < count && await pace.WaitForNextTickAsync(); i++)
            posts.Add(PostAsync(scene.Creators[i % scene.Creators.Count], ReachScene.Articles[i / scene.Creators.Count % ReachScene.Articles.Count], next()));
        return await Task.WhenAll(posts);

        async Task<ReachChange> PostAsync(PlayedPlatforms creator, int article, long quantity) =>
            new(creator, article, quantity, await scene.Sender.ChangeAsync(creator.Of(Platforms.Shopify), article, quantity));
    }

    /// <summary>One SKU, each webhook after the one before it was answered.</summary>
    private static async Task BurstAsync(ReachScene scene, long last)
    {
        var (creator, article) = (scene.Creators[0], ReachScene.Articles[0]);
        var told = ReachScene.Others.ToDictionary(p => p, p => creator.Of(p).Calls.Count);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1d / BurstPerSecond));
        var begun = TimeProvider.System.GetTimestamp();
        for (var quantity = last + Burst - 1; quantity >= last && await pace.WaitForNextTickAsync(); quantity--)
            await scene.Sender.ChangeAsync(creator.Of(Platforms.Shopify), article, quantity);
        var took = TimeProvider.System.GetElapsedTime(begun);
        await scene.ToldAsync(ReachScene.Others, Patience);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one SKU changed {Burst} times in {took.TotalSeconds:0.0} s; the newest quantity is {last}"));
        foreach (var platform in ReachScene.Others)
        {
            if (creator.Of(platform).Shown(article) != last) throw new InvalidOperationException($"{platform} shows {creator.Of(platform).Shown(article)} in the end, the newest quantity is {last}");
            var calls = creator.Of(platform).Calls.Skip(told[platform]).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {platform,-10} shows {creator.Of(platform).Shown(article)} after {calls.Sum(c => c.Told.Count)} quantities told, {calls.Count(c => c.Answer is { Throttled: true })} calls throttled"));
        }
    }
}

using System.Globalization;
using CreatorFlow.Benchmarks.Channels;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest;
using CreatorFlow.Testing;
using CreatorFlow.Tests.Integration.Adapters;

namespace CreatorFlow.Benchmarks.Reach;

/// <summary>Creators with a shop at Shopify and a listing of each of its articles at TikTok, Amazon and Instagram; Ingest, Projection and three processes of Adapters.</summary>
internal sealed class ReachScene : IAsyncDisposable
{
    public const int Replicas = 3;
    public const long Counted = 90_000; // of what TikTok takes, 99,999
    private const int Skus = 16;
    private static readonly string[] All = [Platforms.Shopify, Platforms.TikTok, Platforms.Amazon, Platforms.Instagram];
    private readonly List<PlayedPlatforms> creators = [];
    private BulkServices? services;

    /// <summary>Told of what the shops at Shopify say.</summary>
    public static readonly string[] Others = [Platforms.TikTok, Platforms.Amazon, Platforms.Instagram];

    public static IReadOnlyList<int> Articles { get; } = PlayedPlatforms.Articles(Skus);

    public IReadOnlyList<PlayedPlatforms> Creators => creators;

    public BulkServices Services => services!;

    public ShopifySender Sender { get; private set; } = null!;

    public IEnumerable<PlayedConnection> AllOf(string platform) => creators.Select(c => c.Of(platform));

    public static async Task<ReachScene> OpenAsync(BenchmarkTarget target, int count)
    {
        var scene = new ReachScene();
        for (var n = 0; n < count; n++) scene.creators.Add(await PlayedPlatforms.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"reach-{n:000}"), Skus, All));
        scene.services = await BulkServices.StartAsync(target, [.. scene.creators.SelectMany(c => c.Connections).Select(c => c.Connection)], Replicas);
        scene.Sender = new(await scene.services.RunAsync(typeof(IngestModule)));
        await scene.ImportAsync(target);
        return scene;
    }

    /// <summary>Waits until nothing is to be told to those platforms.</summary>
    public Task ToldAsync(IEnumerable<string> platforms, TimeSpan deadline)
    {
        var ids = platforms.SelectMany(AllOf).Select(c => c.Connection.Id).ToArray();
        return Eventually.Async(async () => await services!.CountAsync("select count(*) from pushes where status <> 'done' and connection_id = any($1)", (object)ids) == 0,
            deadline, "nothing waits to be told", every: TimeSpan.FromMilliseconds(100));
    }

    public async ValueTask DisposeAsync()
    {
        Sender?.Dispose();
        if (services is not null) await services.DisposeAsync();
        foreach (var creator in creators) await creator.DisposeAsync();
    }

    private async Task ImportAsync(BenchmarkTarget target)
    {
        var (publisher, sender) = target.StartPublisher();
        await using var _ = publisher;
        foreach (var creator in creators)
        {
            foreach (var connection in creator.Connections)
                foreach (var article in Articles) connection.Put(article, Counted);
            await new BulkCatalogue(sender, creator.Connections[0].Connection.CreatorId, Articles).ImportAsync(creator.Connections, Counted);
        }
        var listings = creators.Count * All.Length * Articles.Count;
        await Eventually.Async(async () => await services!.CountAsync("select count(*) from listings") >= listings, TimeSpan.FromMinutes(2), "every listing is known", every: TimeSpan.FromMilliseconds(100));
        await ToldAsync(All, TimeSpan.FromMinutes(2));
    }
}

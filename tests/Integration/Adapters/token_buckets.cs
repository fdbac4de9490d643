using System.Collections.Concurrent;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.AppHost.Running;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Testing;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreatorFlow.Tests.Integration.Adapters;

public sealed class Token_buckets
{
    private static readonly BucketLimit Limit = new(100, 40);

    [Fact]
    public async Task Three_replicas_together_never_exceed_the_limit_over_any_window()
    {
        await using var replicas = new Replicas(await PrivateServers.Shared.CreateRedisDatabaseAsync());
        await replicas.TakeUntilAsync(() => replicas.Taken.Count >= 250);
        AssertWithin(replicas.Taken);
    }

    [Fact]
    public async Task Redis_that_stops_and_comes_back_lets_no_more_through()
    {
        await using var servers = new PrivateServers();
        var redis = await servers.RedisAsync();
        await using var replicas = new Replicas(redis.ConnectionString);
        var taking = replicas.TakeUntilAsync(() => replicas.Ends);
        await Eventually.Async(() => replicas.Taken.Count >= 80);
        await redis.StopAsync();
        var before = replicas.Taken.Count;
        await Eventually.Async(() => replicas.Taken.Count >= before + 80);
        await redis.StartUntilReadyAsync(CancellationToken.None);
        before = replicas.Taken.Count;
        await Eventually.Async(() => replicas.Taken.Count >= before + 150);
        replicas.Ends = true;
        await taking;
        AssertWithin(replicas.Taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Emptied_nothing_is_taken_before_the_pause_ends(bool redisRuns)
    {
        var address = redisRuns ? await PrivateServers.Shared.CreateRedisDatabaseAsync() : "127.0.0.1:1,connectTimeout=100";
        await using var redis = new RedisCache(address, NullLogger<RedisCache>.Instance);
        var buckets = new TokenBuckets(redis, TimeProvider.System);
        await buckets.TakeAsync("bucket", 1, Limit, CancellationToken.None);
        await buckets.EmptyAsync("bucket", TimeSpan.FromMinutes(10));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => buckets.TakeAsync("bucket", 1, Limit, soon.Token));
    }

    [Fact]
    public async Task How_much_of_a_limit_is_used_is_shown_of_its_own_connection_alone()
    {
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var (buckets, shown, slow) = (new TokenBuckets(redis, TimeProvider.System), new SharedLimits(redis), new BucketLimit(0.001, 10));
        for (var i = 0; i < 3; i++) await (await buckets.TakeAsync("shop-1:graphql", 1, slow, CancellationToken.None)).DisposeAsync();
        await buckets.TakeAsync("shop-2:update", 1, slow, CancellationToken.None);
        await buckets.EmptyAsync("shop-1:graphql", TimeSpan.FromMinutes(10));
        await buckets.TakeAsync("shop-1:search", 1, slow, CancellationToken.None);
        var limits = await shown.OfAsync("shop-1", TimeProvider.System.GetUtcNow());
        Assert.Equal(["graphql", "search"], limits.Select(l => l.Kind));
        Assert.Equal(3 / 9d, limits[0].Used, tolerance: 0.02);
        Assert.Equal(1 / 9d, limits[1].Used, tolerance: 0.02);
        Assert.True(limits[0].PausedUntil > TimeProvider.System.GetUtcNow().AddMinutes(9));
        Assert.Null(limits[1].PausedUntil);
        Assert.Empty(await shown.OfAsync("shop-3", TimeProvider.System.GetUtcNow()));
    }

    /// <summary>One call in more than three minutes, as Amazon's search of orders: a wait that counted twice would be missed by every poll.</summary>
    [Fact]
    public async Task When_the_pause_is_over_one_call_goes_at_once_and_the_next_in_the_platforms_time()
    {
        var scarce = new BucketLimit(0.0056, 20);
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var (told, other) = (new TokenBuckets(redis, TimeProvider.System), new TokenBuckets(redis, TimeProvider.System));
        await told.TakeAsync("bucket", 1, scarce, CancellationToken.None);
        await told.EmptyAsync("bucket", TimeSpan.FromMilliseconds(1_500));
        Assert.InRange((await other.TakeAsync("bucket", 1, scarce, TimeSpan.Zero, CancellationToken.None)).Wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1_500));
        Assert.NotNull((await told.TakeAsync("bucket", 1, scarce, TimeSpan.FromSeconds(2), CancellationToken.None)).Taken);
        Assert.InRange((await told.TakeAsync("bucket", 1, scarce, TimeSpan.FromSeconds(2), CancellationToken.None)).Wait, TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(200));
    }

    [Theory]
    [InlineData(true, 9)]
    [InlineData(false, 2)]
    public async Task A_call_that_is_under_way_keeps_its_tokens_however_long_it_takes(bool redisRuns, int most)
    {
        var address = redisRuns ? await PrivateServers.Shared.CreateRedisDatabaseAsync() : "127.0.0.1:1,connectTimeout=100";
        await using var redis = new RedisCache(address, NullLogger<RedisCache>.Instance);
        var (buckets, quick, calls) = (new TokenBuckets(redis, TimeProvider.System), new BucketLimit(1_000, 10), new List<TakenTokens>());
        while (calls.Count < most) calls.Add(await buckets.TakeAsync("bucket", 1, quick, CancellationToken.None));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => buckets.TakeAsync("bucket", 1, quick, soon.Token));
        calls[0].Over();
        await calls[0].DisposeAsync();
        await buckets.TakeAsync("bucket", 1, quick, CancellationToken.None).WaitAsync(Eventually.DefaultDeadline);
    }

    [Fact]
    public async Task Given_up_without_an_answer_a_call_may_still_arrive_and_keeps_its_tokens()
    {
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        var (buckets, quick) = (new TokenBuckets(redis, TimeProvider.System), new BucketLimit(1_000, 2));
        await (await buckets.TakeAsync("bucket", 1, quick, CancellationToken.None)).DisposeAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => buckets.TakeAsync("bucket", 1, quick, soon.Token));
    }

    [Fact]
    public async Task A_cost_above_the_bucket_is_taken_all_the_same()
    {
        await using var redis = new RedisCache(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);
        await new TokenBuckets(redis, TimeProvider.System).TakeAsync("bucket", 1_000, Limit, CancellationToken.None).WaitAsync(Eventually.DefaultDeadline);
    }

    /// <summary>Between the first and the last of any run of takes there was time enough for all of them.</summary>
    private static void AssertWithin(IEnumerable<double> taken)
    {
        var at = taken.Order().ToList();
        for (var first = 0; first < at.Count; first++)
            for (var last = first; last < at.Count; last++)
                Assert.True(last - first + 1 <= Limit.Burst + (Limit.PerSecond * (at[last] - at[first])), $"{last - first + 1} taken within {at[last] - at[first]:0.000} s");
    }

    /// <summary>Three processes' buckets, each used by two callers.</summary>
    private sealed class Replicas : IAsyncDisposable
    {
        private readonly List<RedisCache> caches;

        public Replicas(string redis) => caches = [.. Enumerable.Range(0, 3).Select(_ => new RedisCache(redis, NullLogger<RedisCache>.Instance))];

        /// <summary>When each token was had, in seconds.</summary>
        public ConcurrentQueue<double> Taken { get; } = [];

        public volatile bool Ends;

        public Task TakeUntilAsync(Func<bool> enough) => Task.WhenAll(caches.Select(c => new TokenBuckets(c, TimeProvider.System)).SelectMany(b => new[] { b, b }).Select(b => Task.Run(async () =>
        {
            while (!enough())
            {
                await using var taken = await b.TakeAsync("bucket", 1, Limit, CancellationToken.None);
                taken.Over();
                Taken.Enqueue(TimeProvider.System.GetTimestamp() / (double)TimeProvider.System.TimestampFrequency);
            }
        })));

        public async ValueTask DisposeAsync()
        {
            foreach (var cache in caches) await cache.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Tests.Integration.Hosting;

public sealed class Stored_traces
{
    private static readonly TracingOptions Few = new() { Stored = 10, SpansOfTrace = 10 };

    [Fact]
    public async Task The_store_holds_so_many_and_what_went_wrong_outlives_what_did_not()
    {
        await using var redis = await RedisAsync();
        var store = Store(redis);
        var bad = ActivityTraceId.CreateRandom();
        await store.AddAsync([(bad, true, Span("ann"))]);
        var good = Enumerable.Range(0, 30).Select(_ => ActivityTraceId.CreateRandom()).ToList();
        foreach (var trace in good) await store.AddAsync([(trace, false, Span("ann"))]);
        var kept = await store.ReadAsync([.. good.Select(t => t.ToHexString())]);
        Assert.Equal(10, kept.Count(spans => spans.Count == 1));
        Assert.Single((await store.ReadAsync([bad.ToHexString()]))[0]);
    }

    [Fact]
    public async Task A_trace_without_end_is_cut_off()
    {
        await using var redis = await RedisAsync();
        var trace = ActivityTraceId.CreateRandom();
        await Store(redis).AddAsync([.. Enumerable.Range(0, 50).Select(_ => (trace, false, Span("ann")))]);
        Assert.Equal(10, (await Store(redis).ReadAsync([trace.ToHexString()]))[0].Count);
    }

    [Fact]
    public async Task Two_writers_of_one_trace_lose_none_of_its_spans_and_each_creator_lists_its_own()
    {
        await using var redis = await RedisAsync();
        var (store, trace, other) = (Store(redis), ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.AddAsync([(trace, false, Span("ann"))])).Append(store.AddAsync([(other, false, Span("bob"))])));
        Assert.Equal(8, (await store.ReadAsync([trace.ToHexString()]))[0].Count);
        Assert.Equal([trace.ToHexString()], await store.NewestAsync("ann", 10));
        Assert.Equal([other.ToHexString()], await store.NewestAsync("bob", 10));
    }

    [Fact]
    public async Task What_failed_is_listed_beside_what_did_not_and_nobodys_by_itself_until_it_is_somebodys()
    {
        await using var redis = await RedisAsync();
        var store = new TraceStore(redis, Options.Create(new TracingOptions()), TimeProvider.System);
        var (bad, nobodys, late) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        await store.AddAsync([(bad, true, Span("")), (bad, false, Span("ann")), (nobodys, true, Span("")), (late, false, Span("ann"))]);
        for (var i = 0; i < TraceStore.Listed; i++) await store.AddAsync([(ActivityTraceId.CreateRandom(), false, Span("ann"))]);
        await store.AddAsync([(late, true, Span(""))]);
        Assert.DoesNotContain(bad.ToHexString(), await store.NewestAsync("ann", TraceStore.Listed));
        Assert.Equal(new[] { late.ToHexString(), bad.ToHexString() }, await store.NewestRemarkableAsync("ann", 10));
        Assert.Equal(new[] { nobodys.ToHexString() }, await store.NewestRemarkableAsync(null, 10));
        Assert.Empty(await store.NewestRemarkableAsync("bob", 10));
    }

    [Fact]
    public async Task Without_redis_there_are_none_and_nothing_fails()
    {
        await using var redis = new RedisCache("127.0.0.1:9,connectTimeout=200", NullLogger<RedisCache>.Instance);
        var (store, trace) = (Store(redis), ActivityTraceId.CreateRandom());
        await store.AddAsync([(trace, false, Span("ann"))]);
        Assert.Empty(await store.NewestAsync("ann", 10));
        Assert.Empty((await store.ReadAsync([trace.ToHexString()]))[0]);
    }

    private static TraceStore Store(RedisCache redis) => new(redis, Options.Create(Few), TimeProvider.System);

    private static async Task<RedisCache> RedisAsync() => new(await PrivateServers.Shared.CreateRedisDatabaseAsync(), NullLogger<RedisCache>.Instance);

    private static StoredSpan Span(string creator) =>
        new(ActivitySpanId.CreateRandom().ToHexString(), null, "projection", "record", "consumer", 0, 1, Failed: false, creator.Length == 0 ? new Dictionary<string, string>() : new() { [StoredSpan.Creator] = creator });
}

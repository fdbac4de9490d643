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
    public async Task Of_a_span_only_names_without_anybodys_data_are_stored()
    {
        await using var redis = await RedisAsync();
        using var activity = new Activity("step").Start();
        activity.SetTag("url.path", "/api/v1/me").SetTag("url.query", "q=somebody").SetTag("db.query.text", "select").SetTag("creatorflow.outcome", "applied");
        await Store(redis).AddAsync([(activity.TraceId, false, StoredSpan.Of(activity, "dashboard"))]);
        var span = (await Store(redis).ReadAsync([activity.TraceId.ToHexString()]))[0].Single();
        Assert.Equal(["creatorflow.outcome", "url.path"], span.Tags.Keys.Order());
        Assert.Equal(("dashboard", "step", activity.SpanId.ToHexString()), (span.Service, span.Name, span.SpanId));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public void The_path_of_a_refused_request_is_a_strangers_words_and_not_stored(int status, bool stored)
    {
        using var activity = new Activity("step").Start();
        activity.SetTag("url.path", "/api/v1/anything").SetTag("http.response.status_code", status);
        Assert.Equal(stored, StoredSpan.Of(activity, "gateway").Tags.ContainsKey("url.path"));
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
        new(ActivitySpanId.CreateRandom().ToHexString(), null, "projection", "record", "consumer", 0, 1, Failed: false, new Dictionary<string, string> { [StoredSpan.Creator] = creator });
}

using System.Diagnostics;
using CreatorFlow.Hosting.Telemetry;
using CreatorFlow.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace CreatorFlow.Tests.Unit.Hosting;

public sealed class Kept_traces : IDisposable
{
    private static readonly ActivityContext Stranger = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    private readonly Handed handed = new();
    private readonly HandClock clock = new();
    private readonly List<string> told = [];
    private readonly TailSampling tail;

    public Kept_traces() => tail = new(handed, new TracingOptions { Remembered = 8, SlowMs = 100 }, clock) { Keeping = told.Add };

    public void Dispose() => tail.Dispose();

    [Fact]
    public void So_many_a_second_are_kept_from_their_beginning_and_the_others_only_recorded()
    {
        var sampler = new TraceSampler(new() { PerSecond = 2 }, clock);
        SamplingDecision[] first = [Decide(sampler), Decide(sampler), Decide(sampler)];
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal([SamplingDecision.RecordAndSample, SamplingDecision.RecordAndSample, SamplingDecision.RecordOnly, SamplingDecision.RecordAndSample], [.. first, Decide(sampler)]);
    }

    [Fact]
    public void Beyond_what_is_recorded_in_a_second_a_trace_costs_nothing_unless_it_is_known_to_have_failed()
    {
        var sampler = new TraceSampler(new() { PerSecond = 0, RecordedPerSecond = 1 }, clock);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        Assert.Equal([SamplingDecision.RecordOnly, SamplingDecision.Drop, SamplingDecision.Drop], [Decide(sampler), Decide(sampler), Decide(sampler, parent)]);
        Assert.Equal(SamplingDecision.RecordOnly, sampler.ShouldSample(new(parent, parent.TraceId, "record", ActivityKind.Consumer, [new(StoredSpan.Failure, "x")])).Decision);
    }

    [Fact]
    public void A_part_is_recorded_when_what_it_is_part_of_is()
    {
        var sampler = new TraceSampler(new() { PerSecond = 0, RecordedPerSecond = 0 }, clock);
        using var whole = new Activity("whole") { IsAllDataRequested = true }.Start();
        Assert.Equal(SamplingDecision.RecordOnly, Decide(sampler, whole.Context, ActivityKind.Client));
        whole.IsAllDataRequested = false;
        Assert.Equal(SamplingDecision.Drop, Decide(sampler, whole.Context, ActivityKind.Client));
    }

    [Fact]
    public void What_a_caller_wishes_counts_where_callers_are_our_own()
    {
        Assert.Equal(SamplingDecision.RecordAndSample, Decide(new(new() { PerSecond = 0 }, clock), Stranger));
        Assert.Equal(SamplingDecision.RecordOnly, Decide(new(new() { PerSecond = 0, TrustsCallers = false }, clock), Stranger));
    }

    [Fact]
    public void A_timers_query_is_no_trace() => Assert.Equal(SamplingDecision.Drop, Decide(new(new(), clock), kind: ActivityKind.Client));

    [Fact]
    public void A_trace_in_which_nothing_is_wrong_is_left_out()
    {
        using var span = Span(ActivityTraceId.CreateRandom());
        tail.OnEnd(span);
        Assert.Empty(handed.Spans);
        Assert.Empty(told);
    }

    [Fact]
    public void One_that_fails_is_kept_with_what_came_before_and_comes_after_and_the_other_services_are_told()
    {
        var (trace, other) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());
        using Activity before = Span(trace), neighbour = Span(other), failed = Span(trace), after = Span(trace);
        failed.SetStatus(ActivityStatusCode.Error);
        foreach (var span in new[] { before, neighbour, failed, after }) tail.OnEnd(span);
        Assert.Equal([failed, before, after], handed.Spans);
        Assert.All(handed.Spans, span => Assert.True(span.Recorded));
        Assert.Equal([trace.ToHexString()], told);
    }

    [Fact]
    public void One_that_another_service_keeps_is_kept_here_too_once()
    {
        var trace = ActivityTraceId.CreateRandom();
        using Activity before = Span(trace), after = Span(trace);
        tail.OnEnd(before);
        tail.Keep(trace);
        tail.Keep(trace);
        tail.OnEnd(after);
        Assert.Equal([before, after], handed.Spans);
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("/api/v1/inventory", 101, true)]
    [InlineData("/api/v1/inventory", 99, false)]
    [InlineData("/api/v1/stream", 60_000, false)]
    [InlineData("/ws", 60_000, false)]
    public void Slow_is_what_lasts_long_and_is_no_live_stream(string path, int ms, bool kept)
    {
        using var span = Span(ActivityTraceId.CreateRandom(), ms).SetTag("url.path", path);
        tail.OnEnd(span);
        Assert.Equal(kept, handed.Spans.Count == 1);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(502, true)]
    public void An_answer_that_is_the_callers_fault_is_no_failure(int status, bool kept)
    {
        using var span = Span(ActivityTraceId.CreateRandom()).SetTag("http.response.status_code", status).SetStatus(ActivityStatusCode.Error);
        tail.OnEnd(span);
        Assert.Equal(kept, handed.Spans.Count == 1);
    }

    private static SamplingDecision Decide(TraceSampler sampler, ActivityContext parent = default, ActivityKind kind = ActivityKind.Server) =>
        sampler.ShouldSample(new(parent, ActivityTraceId.CreateRandom(), "request", kind)).Decision;

    private static Activity Span(ActivityTraceId trace, int ms = 1)
    {
        var span = new Activity("step").SetParentId(trace, ActivitySpanId.CreateRandom()).SetStartTime(DateTime.UtcNow).Start();
        return span.SetEndTime(span.StartTimeUtc.AddMilliseconds(ms));
    }

    private sealed class Handed : BaseProcessor<Activity>
    {
        public List<Activity> Spans { get; } = [];

        public override void OnEnd(Activity data) => Spans.Add(data);
    }
}

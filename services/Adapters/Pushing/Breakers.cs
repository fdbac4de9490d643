using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>
/// One circuit breaker a connection: a channel that does not answer is asked once in a while, not by every push. Its state is told as
/// <c>breaker.state</c>: 0 closed, 1 trying again, 2 open. Thread-safe.
/// </summary>
internal sealed class Breakers
{
    /// <summary>One that nobody asked for so long says nothing any more: its channel is paused, or other replicas tell it.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, Breaker> all = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly TimeSpan pause;

    public Breakers(IOptions<PushOptions> options, Signals signals, TimeProvider clock)
    {
        (this.clock, pause) = (clock, TimeSpan.FromMilliseconds(options.Value.BreakMs));
        signals.Meter.CreateObservableGauge("breaker.state", States, "{state}", "Of each connection's circuit breaker: 0 closed, 1 trying again, 2 open.");
    }

    /// <summary>Connections that are left alone now.</summary>
    public int Open => Asked().Count(b => StateOf(b.Value) == 2);

    public ResiliencePipeline<IReadOnlyList<PushResult>> Of(Connection connection)
    {
        var breaker = all.GetOrAdd(connection.Id, _ => Make(connection.Platform));
        Volatile.Write(ref breaker.AskedAt, clock.GetTimestamp());
        return breaker.Pipeline;
    }

    private IEnumerable<KeyValuePair<string, Breaker>> Asked() => all.Where(b => clock.GetElapsedTime(Volatile.Read(ref b.Value.AskedAt)) < Forgotten);

    private IEnumerable<Measurement<int>> States() => Asked().Select(b => new Measurement<int>(StateOf(b.Value), new("connection", b.Key), new("platform", b.Value.Platform)));

    private Breaker Make(string platform)
    {
        var state = new CircuitBreakerStateProvider();
        return new(platform, state, new ResiliencePipelineBuilder<IReadOnlyList<PushResult>> { TimeProvider = clock }.AddCircuitBreaker(new()
        {
            FailureRatio = 0.8,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = pause,
            StateProvider = state,
            ShouldHandle = call => ValueTask.FromResult(call.Outcome.Result is { Count: > 0 } results && results.All(IsFailure)),
        }).Build());
    }

    /// <summary>Being throttled is an answer; the limiter heeds it.</summary>
    private static bool IsFailure(PushResult result) => result is PushResult.Unavailable { RetryAfter: null };

    private static int StateOf(Breaker breaker) => breaker.State.CircuitState switch
    {
        CircuitState.Closed => 0,
        CircuitState.HalfOpen => 1,
        _ => 2,
    };

    private sealed class Breaker(string platform, CircuitBreakerStateProvider state, ResiliencePipeline<IReadOnlyList<PushResult>> pipeline)
    {
        public long AskedAt;

        public string Platform => platform;

        public CircuitBreakerStateProvider State => state;

        public ResiliencePipeline<IReadOnlyList<PushResult>> Pipeline => pipeline;
    }
}

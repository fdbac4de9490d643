using System.Collections.Concurrent;
using CreatorFlow.Adapters.Channels;
using Microsoft.Extensions.Options;
using Polly;

namespace CreatorFlow.Adapters.Pushing;

/// <summary>One circuit breaker a connection: a channel that does not answer is asked once in a while, not by every push. Thread-safe.</summary>
internal sealed class Breakers(IOptions<PushOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<IReadOnlyList<PushResult>>> all = new(StringComparer.Ordinal);

    public ResiliencePipeline<IReadOnlyList<PushResult>> Of(string connectionId) => all.GetOrAdd(connectionId, _ =>
        new ResiliencePipelineBuilder<IReadOnlyList<PushResult>> { TimeProvider = clock }.AddCircuitBreaker(new()
        {
            FailureRatio = 0.8,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromMilliseconds(options.Value.BreakMs),
            ShouldHandle = call => ValueTask.FromResult(call.Outcome.Result is { Count: > 0 } results && results.All(IsFailure)),
        }).Build());

    /// <summary>Being throttled is an answer; the limiter heeds it.</summary>
    private static bool IsFailure(PushResult result) => result is PushResult.Unavailable { RetryAfter: null };
}

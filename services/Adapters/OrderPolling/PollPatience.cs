using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>Asks again while a platform is at its limit or fails in passing: a poll of hundreds of calls that ended at the first such answer would never come to its end. Thread-safe.</summary>
internal sealed class PollPatience(IOptions<OrderPollingOptions> options, TimeProvider clock)
{
    /// <param name="ask">A page, or an order.</param>
    /// <param name="passing">Whether asking again may help: how long the answer wants to be left alone, zero when it does not say; null when it stands.</param>
    /// <param name="keep">Keeps the claim; false when it is lost.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The first answer that stands, or the last one.</returns>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, Func<T, TimeSpan?> passing, Func<Task<bool>> keep, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await ask();
            if (attempt >= options.Value.Tries || passing(answer) is not { } wished || DelayAfter(attempt, wished) is not { } delay) return answer;
            await Task.Delay(delay, clock, cancellation);
            if (!await keep()) return answer;
        }
    }

    /// <summary>Doubles from try to try; the platform's own wish counts when it is longer. Null when that is too long for a poll to wait: it is gone on with later.</summary>
    private TimeSpan? DelayAfter(int attempt, TimeSpan wished)
    {
        var doubled = TimeSpan.FromMilliseconds(options.Value.FirstDelayMs * (1L << Math.Min(attempt - 1, 20)));
        var longest = TimeSpan.FromMilliseconds(options.Value.LongestDelayMs);
        if (wished > longest) return null;
        return wished > doubled ? wished : doubled < longest ? doubled : longest;
    }
}

using System.Globalization;
using CreatorFlow.Adapters.Limits;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Calls to a shop, each kind within its limit. Thread-safe.</summary>
internal sealed class PacedCalls(TikTokApi api, TokenBuckets buckets, ThrottlePace pace)
{
    /// <summary>
    /// TikTok counts the calls of a second by API, app and shop: 50 was published (December 2025), a quota without a number
    /// since. Burst and a second's refill stay within 50; what it says beyond that empties the bucket.
    /// </summary>
    private static readonly BucketLimit Limit = new(PerSecond: 35, Burst: 15);

    public async Task<ApiAnswer<T>> CallAsync<T>(Shop shop, ApiCall call, CancellationToken cancellation) where T : class
    {
        var bucket = string.Create(CultureInfo.InvariantCulture, $"{shop.Connection.Id}:{call.Kind}");
        await using var taken = await buckets.TakeAsync(bucket, 1, Limit, cancellation);
        var answer = await api.AskAsync<T>(shop.Account, call, cancellation);
        if (answer.Failure?.Code != TikTokApi.Timeout) taken.Over();
        if (answer.Failure is not { IsThrottle: true } throttled)
        {
            if (answer.Failure is null) pace.Answered(bucket);
            return answer;
        }
        var wait = pace.Throttled(bucket, throttled.RetryAfter);
        await buckets.EmptyAsync(bucket, wait);
        return answer with { Failure = throttled with { RetryAfter = wait } };
    }
}

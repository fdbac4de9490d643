using System.Collections.Concurrent;
using System.Globalization;
using CreatorFlow.Adapters.Limits;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Calls the Selling Partner API: a token first, then one call, no retry. Thread-safe.</summary>
internal sealed class SellingPartnerApi(IHttpClientFactory clients, TokenBuckets buckets)
{
    public const string Client = "amazon";
    private const int LargestAnswerBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, double> statedRates = new(StringComparer.Ordinal);

    public static void Configure(HttpClient http)
    {
        http.Timeout = TimeSpan.FromSeconds(10);
        http.MaxResponseContentBufferSize = LargestAnswerBytes;
    }

    /// <summary>Waits for a token and calls.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="operation">Which limit counts.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="pathAndQuery">Escaped, from the root on.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="patience">How long to wait for a token at most; null for as long as it takes.</param>
    public async Task<AmazonAnswer> CallAsync(
        AmazonAccount account, AmazonOperation operation, HttpMethod method, string pathAndQuery, byte[]? body, CancellationToken cancellation,
        TimeSpan? patience = null)
    {
        var bucket = $"{account.ConnectionId}:{operation.Name}";
        var (tokens, missing) = await buckets.TakeAsync(bucket, 1, LimitOf(bucket, operation), patience ?? TimeSpan.MaxValue, cancellation);
        if (tokens is null) return new AmazonAnswer.Unavailable("amazon.no_token", missing);
        await using var taken = tokens;
        using var request = Request(account, method, pathAndQuery, body);
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, cancellation);
            taken.Over();
            Note(bucket, response);
            if ((int)response.StatusCode == 429) return await ThrottledAsync(bucket, operation);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.IsSuccessStatusCode ? new AmazonAnswer.Fine(answer) : AmazonAnswer.Failed((int)response.StatusCode, answer);
        }
        catch (HttpRequestException)
        {
            taken.Over();
            return new AmazonAnswer.Unavailable("amazon.unreachable");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new AmazonAnswer.Unavailable("amazon.timeout");
        }
    }

    private static HttpRequestMessage Request(AmazonAccount account, HttpMethod method, string pathAndQuery, byte[]? body)
    {
        var request = new HttpRequestMessage(method, new Uri(account.Api, pathAndQuery));
        request.Headers.TryAddWithoutValidation("x-amz-access-token", account.AccessToken);
        request.Headers.TryAddWithoutValidation("User-Agent", "CreatorFlow/1.0 (Language=CSharp)");
        request.Headers.Accept.ParseAdd("application/json");
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private BucketLimit LimitOf(string bucket, AmazonOperation operation) =>
        statedRates.TryGetValue(bucket, out var rate) ? operation.Limit with { PerSecond = rate } : operation.Limit;

    /// <summary>Amazon states the rate that counts for this seller, where it does.</summary>
    private void Note(string bucket, HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("x-amzn-RateLimit-Limit", out var values)
            && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and < 10_000)
            statedRates[bucket] = rate;
    }

    /// <summary>Nothing says how long: one token's time is the least there is.</summary>
    private async Task<AmazonAnswer> ThrottledAsync(string bucket, AmazonOperation operation)
    {
        var wait = TokenTime(bucket, operation);
        await buckets.EmptyAsync(bucket, wait);
        return new AmazonAnswer.Unavailable("amazon.http_429", wait);
    }

    private TimeSpan TokenTime(string bucket, AmazonOperation operation)
    {
        var time = TimeSpan.FromSeconds(1 / LimitOf(bucket, operation).PerSecond);
        return time < LongestPause ? time : LongestPause;
    }
}

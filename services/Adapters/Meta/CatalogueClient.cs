using System.Net.Http.Headers;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Limits;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Meta;

/// <summary>The calls to a catalogue, each after its token and without a retry. The token of access travels in a header, never in an address.</summary>
internal sealed class CatalogueClient(IHttpClientFactory clients, TokenBuckets buckets, IOptions<MetaOptions> options, TimeProvider clock)
{
    /// <summary>A page of 1,000 products with long names is below a megabyte.</summary>
    private const int LargestAnswerBytes = 16 * 1024 * 1024;
    private const string Fields = "id,retailer_id,name,gtin,quantity_to_sell_on_facebook";

    public static void Configure(IServiceProvider services, HttpClient http)
    {
        http.Timeout = TimeSpan.FromMilliseconds(services.GetRequiredService<IOptions<MetaOptions>>().Value.CallTimeoutMs);
        http.MaxResponseContentBufferSize = LargestAnswerBytes;
    }

    /// <summary><c>POST items_batch</c>: answers handles, the work itself is done later.</summary>
    public Task<GraphAnswer> SendBatchAsync(MetaAccount account, IEnumerable<PushItem> items, CancellationToken cancellation) =>
        CallAsync(account, Limit("batches", options.Value.BatchesPerMinute), () => new(HttpMethod.Post, $"{account.Catalogue}/items_batch")
        {
            Content = new ByteArrayContent(StockBatch.Body(items)) { Headers = { ContentType = new("application/json") } },
        }, cancellation);

    public Task<GraphAnswer> BatchStatusAsync(MetaAccount account, string handle, CancellationToken cancellation) =>
        ReadAsync(account, $"check_batch_request_status?handle={Uri.EscapeDataString(handle)}", cancellation);

    public Task<GraphAnswer> ProductsAsync(MetaAccount account, string? after, CancellationToken cancellation) =>
        ReadAsync(account, $"products?fields={Fields}&limit={options.Value.PageSize}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", cancellation);

    private Task<GraphAnswer> ReadAsync(MetaAccount account, string address, CancellationToken cancellation) =>
        CallAsync(account, Limit("reads", options.Value.ReadsPerMinute), () => new(HttpMethod.Get, $"{account.Catalogue}/{address}"), cancellation);

    private async Task<GraphAnswer> CallAsync(MetaAccount account, CallLimit limit, Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        var bucket = $"{account.ConnectionId}:{limit.Name}";
        await using var taken = await buckets.TakeAsync(bucket, 1, limit.Bucket, cancellation);
        var (answer, pause) = await SendAsync(account, make, taken, cancellation);
        if (answer is GraphAnswer.Unavailable { RetryAfter: { } wait }) await buckets.EmptyAsync(bucket, wait);
        else if (pause is { } asked) await buckets.EmptyAsync(bucket, asked);
        return answer;
    }

    private async Task<(GraphAnswer Answer, TimeSpan? Pause)> SendAsync(MetaAccount account, Func<HttpRequestMessage> make, TakenTokens taken, CancellationToken cancellation)
    {
        using var http = clients.CreateClient(nameof(CatalogueClient));
        using var request = make();
        request.Headers.Authorization = new("Bearer", account.AccessToken);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            taken.Over();
            var pause = Pause(response.Headers);
            return (GraphAnswer.Of(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), pause), pause);
        }
        catch (HttpRequestException)
        {
            taken.Over();
            return (new GraphAnswer.Unavailable("meta.unreachable"), null);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new GraphAnswer.Unavailable("meta.timeout"), null);
        }
    }

    private TimeSpan? Pause(HttpResponseHeaders headers)
    {
        if (headers.TryGetValues("X-Business-Use-Case-Usage", out var usage) && BusinessUsage.Pause(string.Concat(usage)) is { } pause) return pause;
        return StatedWait.Of(headers, clock.GetUtcNow());
    }

    private static CallLimit Limit(string name, int perMinute) => new(name, new(perMinute / 60d, Math.Max(1, perMinute / 6d)));

    private readonly record struct CallLimit(string Name, BucketLimit Bucket);
}

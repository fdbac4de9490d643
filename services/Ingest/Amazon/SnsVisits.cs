namespace CreatorFlow.Ingest.Amazon;

/// <summary>What a visit brought.</summary>
/// <param name="Reached">False when nobody answered, or only that something is broken: a later visit may help.</param>
/// <param name="Body">What was there; null when there is nothing.</param>
internal readonly record struct SnsAnswer(bool Reached, byte[]? Body);

/// <summary>Visits one of the addresses of <see cref="SnsAddress"/>.</summary>
internal delegate Task<SnsAnswer> SnsVisit(Uri address, CancellationToken cancellation);

/// <summary>Visits over HTTPS: no redirects, no cookies, three seconds, 64 KiB. Thread-safe.</summary>
internal sealed class SnsVisits : IDisposable
{
    private const int MostBytes = 64 * 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    public async Task<SnsAnswer> VisitAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(address, cancellation);
            return new((int)answer.StatusCode < 500, answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(cancellation) : null);
        }
        catch (HttpRequestException)
        {
            return default;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return default; // the patience ended, not the request
        }
    }

    public void Dispose() => client.Dispose();
}

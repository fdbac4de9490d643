using System.Collections.Concurrent;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Certificates by address, fetched once a day. Thread-safe; a few fetches at a time, whatever strangers name.</summary>
internal sealed class SnsCertificates(SnsVisit visit, TimeProvider clock) : IDisposable
{
    private const int MostKept = 200;
    private const int VisitsAtOnce = 4;
    private static readonly TimeSpan CertificateLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan AbsenceLasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uri, Kept> kept = new();
    private readonly SemaphoreSlim visits = new(VisitsAtOnce);

    /// <summary>The certificate; reached and empty when the address has none.</summary>
    public async ValueTask<SnsAnswer> FindAsync(Uri address, CancellationToken cancellation)
    {
        if (Fresh(address) is { } known) return known;
        await visits.WaitAsync(cancellation);
        try
        {
            return Fresh(address) ?? Keep(address, await visit(address, cancellation));
        }
        finally
        {
            visits.Release();
        }
    }

    public void Dispose() => visits.Dispose();

    private SnsAnswer? Fresh(Uri address) => kept.TryGetValue(address, out var found)
        && clock.GetElapsedTime(found.At) < (found.Body is null ? AbsenceLasts : CertificateLasts) ? new(true, found.Body) : null;

    private SnsAnswer Keep(Uri address, SnsAnswer answer)
    {
        if (!answer.Reached) return answer;
        if (kept.Count >= MostKept) kept.Clear();
        kept[address] = new(answer.Body, clock.GetTimestamp());
        return answer;
    }

    private readonly record struct Kept(byte[]? Body, long At);
}

using System.Collections.Concurrent;

namespace CreatorFlow.Ingest.Amazon;

/// <summary>Certificates by address, fetched once a day. Thread-safe; a few fetches at a time and few that wait for one, whatever strangers name.</summary>
internal sealed class SnsCertificates(SnsVisit visit, TimeProvider clock) : IDisposable
{
    private const int MostKept = 200;
    private const int VisitsAtOnce = 4;
    private const int MostWaiting = 64;
    private static readonly TimeSpan CertificateLasts = TimeSpan.FromDays(1);
    private static readonly TimeSpan AbsenceLasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uri, Kept> kept = new();
    private readonly SemaphoreSlim visits = new(VisitsAtOnce);
    private int waiting;

    /// <summary>The certificate; reached and empty when the address has none. Not reached when too many ask for what is not known: their sender comes again.</summary>
    public async ValueTask<SnsAnswer> FindAsync(Uri address, CancellationToken cancellation)
    {
        if (Fresh(address) is { } known) return known;
        try
        {
            return Interlocked.Increment(ref waiting) > MostWaiting ? default : await FetchAsync(address, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => visits.Dispose();

    private async Task<SnsAnswer> FetchAsync(Uri address, CancellationToken cancellation)
    {
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

    private SnsAnswer? Fresh(Uri address) => kept.TryGetValue(address, out var found)
        && clock.GetElapsedTime(found.At) < (found.Body is null ? AbsenceLasts : CertificateLasts) ? new(true, found.Body) : null;

    private SnsAnswer Keep(Uri address, SnsAnswer answer)
    {
        if (!answer.Reached) return answer;
        if (kept.Count >= MostKept) Forget();
        kept[address] = new(answer.Body, clock.GetTimestamp());
        return answer;
    }

    /// <summary>What is not there first: anybody can name as many of those as they like, and nobody but Amazon the others.</summary>
    private void Forget()
    {
        foreach (var (address, found) in kept)
            if (found.Body is null) kept.TryRemove(address, out _);
        if (kept.Count >= MostKept) kept.Clear();
    }

    private readonly record struct Kept(byte[]? Body, long At);
}

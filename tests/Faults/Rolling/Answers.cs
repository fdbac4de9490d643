using System.Collections.Concurrent;
using System.Globalization;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>Sends as any client does, keeps connections for a second, repeats nothing, and writes down every answer that is none.</summary>
/// <param name="sends">What does, where it is to be watched too.</param>
internal sealed class Answers(HttpMessageHandler? sends = null) : DelegatingHandler(sends ?? Sends())
{
    private static readonly HttpRequestOptionsKey<CancellationToken> Asker = new("asker");
    private readonly ConcurrentQueue<string> wrong = new();
    private long all;

    /// <summary>What sends as any client does.</summary>
    public static SocketsHttpHandler Sends() => new() { MaxConnectionsPerServer = 200, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) };

    public long All => Volatile.Read(ref all);

    /// <summary>Requests without a proper answer: refused, cut off, too late, or 4xx and 5xx.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>Whoever asks may leave before the answer; a client's timeout is no such leave.</summary>
    /// <param name="request">Which is not counted as wrong then.</param>
    /// <param name="left">When it left.</param>
    public static void MayLeave(HttpRequestMessage request, CancellationToken left) => request.Options.Set(Asker, left);

    /// <summary>A client of another kind had no proper answer.</summary>
    public void Add(string what) => wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {what}"));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref all);
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode) Add($"{request.Method} {request.RequestUri!.PathAndQuery}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            if (!HasLeft(request)) Add($"{request.Method} {request.RequestUri!.PathAndQuery}: {(e.InnerException ?? e).Message}");
            throw;
        }
    }

    private static bool HasLeft(HttpRequestMessage request) => request.Options.TryGetValue(Asker, out var left) && left.IsCancellationRequested;
}

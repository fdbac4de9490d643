using System.Collections.Concurrent;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Spool;
using CreatorFlow.Ingest.Startup;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Connections;

/// <summary>Which secret verifies webhooks, written beside the hot path: once a minute for each secret at most, all of them in one statement.</summary>
/// <remarks>Thread-safe. What is not written when the process ends is lost: nothing is decided by it.</remarks>
internal sealed partial class SecretUses(SecretStore store, IngestReadiness readiness, TimeProvider clock, ILogger<SecretUses> logger) : BackgroundService
{
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string ConnectionId, string Secret), DateTimeOffset> noted = new();
    private readonly ConcurrentQueue<SecretUse> waiting = new();

    /// <param name="source">The connection's.</param>
    /// <param name="connection">Whose.</param>
    /// <param name="request">Genuine.</param>
    public void Note(IWebhookSource source, Connection connection, WebhookRequest request)
    {
        if (UsedBy(source, connection, request) is not { } secret) return;
        var key = (connection.Id, secret);
        if (noted.TryGetValue(key, out var last) && request.ReceivedAt - last < Coarse) return;
        if (!VerifiesAlone(source, connection, request, secret) || VerifiesAlone(source, connection, request, "")) return;
        noted[key] = request.ReceivedAt;
        waiting.Enqueue(new(connection.Id, SecretId.Of(connection.Id, secret), request.ReceivedAt));
    }

    /// <summary>Writes what waits. One caller at a time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var uses = new Dictionary<(string, string), SecretUse>();
        while (waiting.TryDequeue(out var use)) uses[(use.ConnectionId, use.SecretId)] = use;
        if (uses.Count == 0) return;
        try
        {
            await store.NoteUsesAsync([.. uses.Values], cancellation);
        }
        catch (Exception e) when (SpoolStore.IsOutage(e) && !cancellation.IsCancellationRequested)
        {
            NotWritten(logger, uses.Count, e.GetType().Name);
            noted.Clear();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Migrated.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    /// <summary>Asked twice only while a rotation is under way.</summary>
    private static string? UsedBy(IWebhookSource source, Connection connection, WebhookRequest request) => connection.Secrets.Live(request.ReceivedAt).ToList() switch
    {
        [var only] => only,
        [var current, var previous] => VerifiesAlone(source, connection, request, current) ? current : previous,
        _ => null,
    };

    /// <summary>A request may be genuine without any secret, by the sender's certificate: then no secret is in use.</summary>
    private static bool VerifiesAlone(IWebhookSource source, Connection connection, WebhookRequest request, string secret) =>
        source.Verify(request, connection with { Secrets = new() { Current = secret } }) == SignatureVerdict.Genuine;

    [LoggerMessage(2302, LogLevel.Warning, "The uses of {Count} webhook secrets were not written: {Error}")]
    private static partial void NotWritten(ILogger logger, int count, string error);
}

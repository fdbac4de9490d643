using System.Net.Http.Headers;
using System.Text.Json;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Dashboard.Deliveries;

/// <summary>Asks Ingest, which alone can read webhooks, to read archived ones again. Thread-safe.</summary>
internal sealed partial class ReplayCall(IOptions<IngestOptions> ingest, IOptions<InternalTokenOptions> token, ILogger<ReplayCall> logger) : IDisposable
{
    private readonly Uri address = new(new Uri(ingest.Value.Ingest), "/internal/deliveries/replay");
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <returns>One answer each; null when Ingest did not answer, and what was sent may or may not be under way.</returns>
    public async Task<IReadOnlyList<ReplayedDelivery>?> SendAsync(IReadOnlyList<Delivery> archived, CancellationToken cancellation)
    {
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(DeliveryCodec.Pack(archived)) };
            question.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            question.Headers.Add(InternalTokenFilter.Header, token.Value.Token);
            using var answer = await http.SendAsync(question, cancellation);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadFromJsonAsync<List<ReplayedDelivery>>(cancellation);
            NotAsked(logger, $"status {(int)answer.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            NotAsked(logger, e.GetType().Name);
        }
        return null;
    }

    public void Dispose() => http.Dispose();

    [LoggerMessage(4401, LogLevel.Warning, "Ingest did not take archived deliveries: {Error}")]
    private static partial void NotAsked(ILogger logger, string error);
}

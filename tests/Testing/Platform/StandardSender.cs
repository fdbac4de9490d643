using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Testing.Platform;

/// <summary>Signs and posts as a Standard Webhooks sender does; retries what was not acknowledged, as a platform would.</summary>
/// <param name="ingest">Where it posts: Ingest, or the gateway before it.</param>
/// <param name="secret">Of the connections.</param>
/// <param name="patience">How long it waits for an answer; 30 seconds when null.</param>
/// <param name="handler">Sends; one of its own when null.</param>
public sealed class StandardSender(Uri ingest, string secret, TimeSpan? patience = null, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);
    private readonly HttpClient http = new(handler ?? new SocketsHttpHandler { MaxConnectionsPerServer = 200 }, disposeHandler: handler is null) { BaseAddress = ingest, Timeout = patience ?? TimeSpan.FromSeconds(30) };

    /// <summary>Posts once.</summary>
    public async Task<HttpStatusCode> PostAsync(string connectionId, string webhookId, string body)
    {
        using var request = Sign(connectionId, webhookId, body);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Posts until it is acknowledged.</summary>
    /// <param name="connectionId">Of the receiver.</param>
    /// <param name="webhookId">The same each time.</param>
    /// <param name="body">What it says.</param>
    /// <param name="pause">Before it is sent again; a moment when null.</param>
    public async Task PostUntilAcknowledgedAsync(string connectionId, string webhookId, string body, TimeSpan? pause = null) => await Eventually.Async(async () =>
    {
        try
        {
            return (int)await PostAsync(connectionId, webhookId, body) is >= 200 and < 300;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }, TimeSpan.FromSeconds(120), $"{webhookId} is acknowledged", pause);

    private HttpRequestMessage Sign(string connectionId, string webhookId, string body)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{webhookId}.{timestamp}.{body}")));
        return new(HttpMethod.Post, $"/webhooks/standard/{connectionId}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "webhook-id", webhookId }, { "webhook-timestamp", timestamp }, { "webhook-signature", $"v1,{signature}" } },
        };
    }

    public void Dispose() => http.Dispose();
}

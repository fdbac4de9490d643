using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Testing.Platform;

/// <summary>Signs and posts as a Standard Webhooks sender does; retries what was not acknowledged, as a platform would.</summary>
public sealed class StandardSender(Uri ingest, string secret) : IDisposable
{
    private readonly byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 200 }) { BaseAddress = ingest, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Posts once.</summary>
    public async Task<HttpStatusCode> PostAsync(string connectionId, string webhookId, string body)
    {
        using var request = Sign(connectionId, webhookId, body);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Posts until it is acknowledged.</summary>
    public async Task PostUntilAcknowledgedAsync(string connectionId, string webhookId, string body) => await Eventually.Async(async () =>
    {
        try
        {
            return (int)await PostAsync(connectionId, webhookId, body) is >= 200 and < 300;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, TimeSpan.FromSeconds(120), $"{webhookId} is acknowledged");

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

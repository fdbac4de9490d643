using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using CreatorFlow.Contracts.Sessions;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Agent.Syncing;

/// <summary>Sends a batch: packed, then signed as it is packed. Thread-safe.</summary>
internal sealed class SyncClient(IOptions<AgentOptions> options, TimeProvider clock) : IDisposable
{
    // A redirect would take the key elsewhere.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    public async Task<SyncAnswer> SendAsync(IReadOnlyList<SentSession> sessions, CancellationToken cancellation)
    {
        try
        {
            using var request = Sign(Pack(new() { Sessions = sessions }));
            using var answer = await http.SendAsync(request, cancellation);
            return await ReadAsync(answer, cancellation);
        }
        catch (HttpRequestException)
        {
            return new SyncAnswer.Later("gateway.unreachable", null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SyncAnswer.Later("gateway.timed_out", null);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Sign(byte[] body)
    {
        var now = clock.GetUtcNow();
        var request = StandardWebhook.Request(new(new Uri(options.Value.Gateway!), "/api/sessions/sync"), $"msg_{Guid.CreateVersion7(now):N}", body, [options.Value.Secret], now);
        request.Content!.Headers.ContentEncoding.Add("gzip");
        request.Headers.Add("X-API-Key", options.Value.ApiKey);
        return request;
    }

    private static byte[] Pack(SentSessions sessions)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) JsonSerializer.Serialize(gzip, sessions);
        return packed.ToArray();
    }

    private static async Task<SyncAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation) => answer.StatusCode switch
    {
        HttpStatusCode.OK => new SyncAnswer.Taken(),
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => new SyncAnswer.Unreadable(await CodeAsync(answer, cancellation)),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new SyncAnswer.NotAccepted(await CodeAsync(answer, cancellation)),
        _ => new SyncAnswer.Later(await CodeAsync(answer, cancellation), answer.Headers.RetryAfter?.Delta),
    };

    private static async Task<string> CodeAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            using var problem = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
            if (problem.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } text) return text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Something between us and the gateway answered in its own words.
        }
        return string.Create(CultureInfo.InvariantCulture, $"http.{(int)answer.StatusCode}");
    }
}

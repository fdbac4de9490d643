using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Hosting.Outbound;
using CreatorFlow.Hosting.Security;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>Posts a message, signed by every secret that is live, to whom it is for. Thread-safe.</summary>
internal sealed class CallbackPost(CallbackGuard guard, SecretProtector protector, IOptions<AlertingOptions> options, TimeProvider clock) : IDisposable
{
    private readonly HttpMessageInvoker http = new(guard.NewHandler());

    /// <returns>What came of it; cancellation alone is thrown.</returns>
    public async Task<CallbackAnswer> SendAsync(ClaimedDelivery delivery, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.TimeoutMs), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var request = Request(delivery);
            using var answer = await http.SendAsync(request, either.Token);
            return Read(answer);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new(null, "callback.timeout");
        }
        catch (HttpRequestException e)
        {
            return new(null, Code(e));
        }
        catch (CryptographicException)
        {
            return new(null, "callback.secret_unreadable"); // by this key ring; another may come back
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(ClaimedDelivery delivery)
    {
        var (now, body) = (clock.GetUtcNow(), Encoding.UTF8.GetBytes(delivery.Body));
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = protector.Unprotect<ConnectionSecrets>(delivery.Secrets).Live(now).Select(secret => StandardWebhook.Sign(secret, delivery.Id, timestamp, body));
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(StandardWebhook.IdHeader, delivery.Id);
        request.Headers.Add(StandardWebhook.TimestampHeader, timestamp);
        request.Headers.Add(StandardWebhook.SignatureHeader, string.Join(' ', signatures));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CreatorFlow", null));
        return request;
    }

    private CallbackAnswer Read(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 and var status => new(status, null),
        410 => new(410, CallbackAnswer.Gone),
        >= 300 and < 400 and var status => new(status, "callback.redirected"),
        var status => new(status, "callback.refused", StatedWait.Of(answer.Headers, clock.GetUtcNow())),
    };

    private static string Code(HttpRequestException e) => e switch
    {
        { InnerException: AddressRefusedException refused } => refused.Code,
        { InnerException: AuthenticationException } => "callback.tls_failed",
        { HttpRequestError: HttpRequestError.ConnectionError } => "callback.unreachable",
        _ => "callback.broken",
    };
}

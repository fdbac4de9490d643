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
        var now = clock.GetUtcNow();
        return StandardWebhook.Request(new Uri(delivery.Address), delivery.Id, Encoding.UTF8.GetBytes(delivery.Body), protector.Unprotect<ConnectionSecrets>(delivery.Secrets).Live(now), now);
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

using Microsoft.Extensions.Options;

namespace CreatorFlow.Gateway.Routes;

/// <summary>For the gateway's own questions to the services behind it. Thread-safe.</summary>
internal sealed class ServiceClient(IOptions<ServiceAddresses> addresses) : IDisposable
{
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        PooledConnectionIdleTimeout = addresses.Value.KeepUnused,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    public void Dispose() => Http.Dispose();
}

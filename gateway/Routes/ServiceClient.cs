namespace CreatorFlow.Gateway.Routes;

/// <summary>For the gateway's own questions to the services behind it. Thread-safe.</summary>
internal sealed class ServiceClient : IDisposable
{
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(3),
    };

    public void Dispose() => Http.Dispose();
}

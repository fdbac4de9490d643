namespace CreatorFlow.Adapters.Channels;

/// <summary>How every client of a platform is connected.</summary>
internal static class StraightHttp
{
    /// <summary>Follows no redirect: it would carry the token, which is a header of the platform's own, to whoever answers there.</summary>
    public static IHttpClientBuilder WithoutRedirects(this IHttpClientBuilder client) => client.ConfigurePrimaryHttpMessageHandler(
        () => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
}

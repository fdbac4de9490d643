using CreatorFlow.Gateway.Auth;

namespace CreatorFlow.Gateway.Routes;

internal static class RouteRegistration
{
    private const string File = "routes.json";

    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        // Beside the program, whatever the working directory; the environment may still override it.
        var routes = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, File)).Build();
        builder.Configuration.Sources.Insert(0, new ChainedConfigurationSource { Configuration = routes });
        builder.Services.AddOptions<ServiceAddresses>().BindConfiguration(ServiceAddresses.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ServiceClient>().AddSingleton<Replicas>().AddSingleton<DashboardCalls>();
        var kept = builder.Configuration.GetSection(ServiceAddresses.Section).GetValue(nameof(ServiceAddresses.KeepUnused), new ServiceAddresses().KeepUnused);
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ClusterAddresses>()
            .AddTransforms<IdentityHeaders>()
            .ConfigureHttpClient((_, handler) => Connect(handler, kept));
        builder.Services.AddAllowedOrigins();
    }

    /// <summary>Over HTTP/2 many requests share a connection: one whose other end vanished is found out by pings, not by each of them.</summary>
    private static void Connect(SocketsHttpHandler handler, TimeSpan kept)
    {
        handler.PooledConnectionIdleTimeout = kept;
        handler.ConnectTimeout = TimeSpan.FromSeconds(3);
        (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3));
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
    }
}

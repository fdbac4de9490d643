using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Hosting.Database;
using MassTransit;

namespace CreatorFlow.Adapters;

/// <summary>Calls the platforms' APIs on behalf of the rest. Needs PostgreSQL, secrets and accounts added before.</summary>
internal static class AdaptersModule
{
    public static IServiceCollection AddAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OrderFetchOptions>().BindConfiguration(OrderFetchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient<OrderDetailClient>(TikTokHttp.Configure);
        services.AddTransient<OrderReader>().AddSingleton<DeliveryPublisher>().AddSingleton<LaterQueue>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return services.AddBus(configuration,
            bus => bus.AddConsumer<FetchOrderConsumer, FetchOrderConsumer.Definition>(),
            (context, rabbit) => rabbit.ConfigureEndpoints(context));
    }
}

using CreatorFlow.Adapters.Alerting;
using CreatorFlow.Adapters.Amazon;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Feeds;
using CreatorFlow.Adapters.Limits;
using CreatorFlow.Adapters.Meta;
using CreatorFlow.Adapters.OrderPolling;
using CreatorFlow.Adapters.Orders;
using CreatorFlow.Adapters.Pushing;
using CreatorFlow.Adapters.Reconciling;
using CreatorFlow.Adapters.Replicas;
using CreatorFlow.Adapters.Shopify;
using CreatorFlow.Adapters.Subscriptions;
using CreatorFlow.Adapters.TikTok;
using CreatorFlow.Hosting;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Hosting.Health;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreatorFlow.Adapters;

/// <summary>Calls the platforms' APIs on behalf of the rest. Needs PostgreSQL, secrets and accounts added before.</summary>
internal static class AdaptersModule
{
    public static IServiceCollection AddAdapters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OrderFetchOptions>().BindConfiguration(OrderFetchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient<OrderDetailClient>(TikTokHttp.Configure).WithoutRedirects();
        services.AddTransient<IOrderSource, TikTokOrders>();
        services.AddAmazon();
        services.AddTransient<OrderReader>().AddSingleton<DeliveryPublisher>().AddSingleton<LaterQueue>();
        services.AddOptions<PushOptions>().BindConfiguration(PushOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TokenBuckets>().AddSingleton<PushPatience>().AddSingleton<PushStore>().AddSingleton<Breakers>().AddSingleton<PushMeter>().AddSingleton<PushSettlement>().AddSingleton<PushLane>();
        services.AddTikTokChannel();
        services.AddShopifyChannel();
        services.AddMeta();
        services.AddSingleton<ReplicaLease>().AddHostedService(provider => provider.GetRequiredService<ReplicaLease>());
        services.AddHostedService<PushDispatch>();
        services.AddOrderPolling();
        services.AddFeeds();
        services.AddReconciling();
        services.AddSubscriptions();
        services.AddAlerting();
        services.AddPlatformAddresses();
        services.AddBacklogWatch(Sql.Load("Waiting/waiting.sql"));
        services.AddDependencies(HealthStatus.Unhealthy).AddHealthChecks().AddCheck<ChannelPressure>("channels", tags: [HealthTags.Pressure]);
        return services.AddBus(configuration,
            bus => bus.AddConsumer<FetchOrderConsumer, FetchOrderConsumer.Definition>(),
            (context, rabbit) => rabbit.ConfigureEndpoints(context));
    }
}

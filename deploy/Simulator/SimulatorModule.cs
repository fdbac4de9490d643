using CreatorFlow.Contracts;
using CreatorFlow.Simulator.Amazon;
using CreatorFlow.Simulator.Commerce;
using CreatorFlow.Simulator.Connections;
using CreatorFlow.Simulator.Control;
using CreatorFlow.Simulator.Faults;
using CreatorFlow.Simulator.Meta;
using CreatorFlow.Simulator.Sending;
using CreatorFlow.Simulator.Shopify;
using CreatorFlow.Simulator.TikTok;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Simulator;

/// <summary>Plays the platforms: their webhooks and their APIs.</summary>
internal static class SimulatorModule
{
    public static IServiceCollection AddSimulator(this IServiceCollection services)
    {
        services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FaultOptions>().BindConfiguration(FaultOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(p => Commerce(p.GetRequiredService<IOptions<SimulatorOptions>>().Value, p.GetRequiredService<IOptions<FaultOptions>>().Value));
        services.AddSingleton<ConnectionDirectory>().AddSingleton<RegisteredOrders>();
        services.AddSingleton<CallQuota>().AddSingleton<ShopDoor>();
        services.AddSingleton<ShopifyApi>();
        services.AddSingleton<CallLimits>().AddSingleton<AmazonFeeds>();
        services.AddSingleton<MetaCatalogues>();
        services.AddSingleton<Outages>().AddSingleton<Throttling>().AddSingleton<Trouble>();
        services.AddSingleton<Backlog>().AddSingleton<StateFiles>().AddSingleton<Lanes>().AddSingleton<Shipping>();
        services.AddSingleton<TrafficRate>().AddSingleton<DeliveryCounters>();
        services.AddHttpClient<WebhookSender>();
        services.AddHttpClient<GatewayGate>(http => http.Timeout = TimeSpan.FromSeconds(2));
        return services.AddHostedService<Traffic>();
    }

    public static WebApplication MapSimulator(this WebApplication app)
    {
        var tiktok = app.MapGroup("").WithTrouble(Platforms.TikTok);
        tiktok.MapTikTokStock();
        tiktok.MapTikTokOrders();
        tiktok.MapTikTokSubscriptions();
        app.MapGroup("").WithTrouble(Platforms.Shopify).MapPost(GraphEndpoint.Path, GraphEndpoint.Answer);
        app.MapGroup("").WithTrouble(Platforms.Amazon).MapAmazon();
        app.MapGroup("").WithTrouble(Platforms.Instagram).MapMeta();
        app.MapMetaProducts();
        app.MapControl();
        return app;
    }

    private static SimulatedCommerce Commerce(SimulatorOptions options, FaultOptions faults) => new(options.Seed, options.Skus, faults, options.Gateway);
}

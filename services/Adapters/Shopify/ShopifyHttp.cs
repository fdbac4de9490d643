using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>The Shopify channel and how its HTTP client is set up.</summary>
internal static class ShopifyHttp
{
    public const string Client = "shopify";
    public const string TokenHeader = "X-Shopify-Access-Token";

    /// <summary>A page of 250 levels is about 150 kB.</summary>
    private const int LargestAnswerBytes = 8 * 1024 * 1024;

    public static IServiceCollection AddShopifyChannel(this IServiceCollection services)
    {
        services.AddHttpClient(Client, Configure)
            .WithoutRedirects()
            .RedactLoggedHeaders([TokenHeader]);
        services.AddSingleton<CallBudget>().AddSingleton<GraphClient>().AddSingleton<ShopLocations>().AddSingleton<QuantityWriter>().AddSingleton<LevelReader>().AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<OrderAssembly>().AddSingleton<IOrderSource, ShopifyOrders>();
        return services.AddSingleton<IChannelAdapter, ShopifyAdapter>();
    }

    private static void Configure(HttpClient http)
    {
        http.Timeout = TimeSpan.FromSeconds(10);
        http.MaxResponseContentBufferSize = LargestAnswerBytes;
    }
}

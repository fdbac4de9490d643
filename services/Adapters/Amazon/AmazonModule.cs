using CreatorFlow.Adapters.Channels;
using CreatorFlow.Adapters.Orders;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Amazon's stock and orders. Needs token buckets added beside it.</summary>
internal static class AmazonModule
{
    public static IServiceCollection AddAmazon(this IServiceCollection services)
    {
        services.AddHttpClient(SellingPartnerApi.Client, SellingPartnerApi.Configure).WithoutRedirects();
        services.AddHttpClient(FeedDocuments.Client, FeedDocuments.Configure).WithoutRedirects().RemoveAllLoggers();
        services.AddSingleton<SellingPartnerApi>().AddSingleton<ListedItems>().AddSingleton<FeedDocuments>().AddSingleton<FeedDesk>();
        return services.AddSingleton<IChannelAdapter, AmazonChannel>().AddSingleton<IOrderSource, AmazonOrders>();
    }
}

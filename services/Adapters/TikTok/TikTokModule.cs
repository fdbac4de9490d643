using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>What telling TikTok Shop needs. Needs the token buckets added before.</summary>
internal static class TikTokModule
{
    public static IServiceCollection AddTikTokChannel(this IServiceCollection services)
    {
        services.AddHttpClient(TikTokApi.Client, TikTokHttp.Configure).WithoutRedirects();
        services.AddSingleton<TikTokApi>().AddSingleton<ThrottlePace>().AddSingleton<PacedCalls>().AddSingleton<OrderSearch>().AddSingleton<ShopStock>().AddSingleton<SkuDirectory>().AddSingleton<ShopWebhooks>();
        return services.AddSingleton<IChannelAdapter, TikTokAdapter>();
    }
}

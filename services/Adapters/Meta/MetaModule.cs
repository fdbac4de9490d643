using CreatorFlow.Adapters.Channels;

namespace CreatorFlow.Adapters.Meta;

/// <summary>The channel of Instagram. Needs <see cref="Limits.TokenBuckets"/> and a clock.</summary>
internal static class MetaModule
{
    public static IServiceCollection AddMeta(this IServiceCollection services)
    {
        services.AddOptions<MetaOptions>().BindConfiguration(MetaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(nameof(CatalogueClient), CatalogueClient.Configure).WithoutRedirects();
        return services.AddSingleton<CatalogueClient>().AddSingleton<UnfinishedBatches>().AddSingleton<BatchWatch>().AddSingleton<IChannelAdapter, MetaChannel>();
    }
}

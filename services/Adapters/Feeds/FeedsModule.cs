namespace CreatorFlow.Adapters.Feeds;

/// <summary>Tells many listings at once. Needs pushing added beside it.</summary>
internal static class FeedsModule
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddOptions<FeedOptions>().BindConfiguration(FeedOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FeedStore>().AddSingleton<FeedWork>();
        return services.AddHostedService<FeedDispatch>();
    }
}

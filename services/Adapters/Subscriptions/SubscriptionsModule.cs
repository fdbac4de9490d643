namespace CreatorFlow.Adapters.Subscriptions;

/// <summary>What keeping the platforms' webhooks coming needs. Needs the channels' adapters added before.</summary>
internal static class SubscriptionsModule
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddOptions<SubscriptionOptions>().BindConfiguration(SubscriptionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SubscriptionStore>().AddSingleton<SubscriptionCheck>();
        return services.AddHostedService<SubscriptionDispatch>();
    }
}

using CreatorFlow.Hosting.Outbound;

namespace CreatorFlow.Adapters.Alerting;

/// <summary>What telling creators' own systems of their alerts needs.</summary>
internal static class AlertingModule
{
    public static IServiceCollection AddAlerting(this IServiceCollection services)
    {
        services.AddOptions<AlertingOptions>().BindConfiguration(AlertingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCallbackGuard();
        services.AddSingleton<AlertBooks>().AddSingleton<DeliveryStore>().AddSingleton<DeliveryMeter>().AddSingleton<CallbackPost>().AddSingleton<DeliveryAttempt>();
        return services.AddHostedService<AlertWatch>().AddHostedService<DeliveryDispatch>();
    }
}

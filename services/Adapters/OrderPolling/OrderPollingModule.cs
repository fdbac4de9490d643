namespace CreatorFlow.Adapters.OrderPolling;

/// <summary>What polling orders needs. Needs the order sources, the publisher and reconciling added beside it.</summary>
internal static class OrderPollingModule
{
    public static IServiceCollection AddOrderPolling(this IServiceCollection services)
    {
        services.AddOptions<OrderPollingOptions>().BindConfiguration(OrderPollingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PollStore>().AddSingleton<OrderBooks>().AddSingleton<PollPatience>().AddSingleton<OrderIntake>().AddSingleton<OrderPoll>().AddSingleton<OrdersFirst>();
        return services.AddHostedService<PollDispatch>();
    }
}

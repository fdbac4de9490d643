namespace CreatorFlow.Adapters.Reconciling;

/// <summary>What comparing channels with the books needs. Needs the channels' adapters and the publisher added before.</summary>
internal static class ReconcilingModule
{
    public static IServiceCollection AddReconciling(this IServiceCollection services)
    {
        services.AddOptions<ReconcilingOptions>().BindConfiguration(ReconcilingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Books>().AddSingleton<PushesFirst>().AddSingleton<RunStore>().AddSingleton<ChannelReading>().AddSingleton<ReconcileRun>();
        return services.AddHostedService<RunDispatch>();
    }
}

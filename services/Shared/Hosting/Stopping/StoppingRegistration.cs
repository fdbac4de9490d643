using CreatorFlow.Hosting.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Stopping;

internal static class StoppingRegistration
{
    public static void AddStopping(this IServiceCollection services)
    {
        services.AddOptions<StoppingOptions>().BindConfiguration(StoppingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Draining>().AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddHealthChecks().AddCheck<Draining>("stopping", tags: [HealthTags.Stopping]);
        services.AddOptions<HostOptions>().Configure<IOptions<StoppingOptions>>((host, stopping) => host.ShutdownTimeout = stopping.Value.Drain + StoppingOptions.Ending);
    }

    /// <summary>A connection that is held open would lead to this process until it ends, and a request that is sent at that moment would be lost:
    /// whoever holds one is asked to let go with its next answer, by <c>Connection: close</c> or HTTP/2's GOAWAY.</summary>
    public static void UseDraining(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        app.Use((context, next) =>
        {
            if (draining.IsUnderWay) context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            return next(context);
        });
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CreatorFlow.Hosting.Outbound;

/// <summary>What a service needs that judges or calls addresses which people name.</summary>
public static class OutboundRegistration
{
    /// <summary>Adds <see cref="CallbackGuard"/>, asking the system's resolver unless the host has another.</summary>
    public static IServiceCollection AddCallbackGuard(this IServiceCollection services)
    {
        services.AddOptions<CallbackOptions>().BindConfiguration(CallbackOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ResolveName>(_ => Dns.GetHostAddressesAsync);
        return services.AddSingleton<CallbackGuard>();
    }
}

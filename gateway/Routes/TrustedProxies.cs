using Microsoft.AspNetCore.HttpOverrides;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Load balancers in front of the gateway whose <c>X-Forwarded-For</c> is believed; anybody else's is not.</summary>
internal sealed class TrustedProxyOptions
{
    public const string Section = "TrustedProxies";

    /// <summary>Networks in CIDR form. None by default: the address of the connection counts.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];
}

internal static class TrustedProxies
{
    public static void UseTrustedProxies(this WebApplication app)
    {
        var networks = app.Configuration.GetSection(TrustedProxyOptions.Section).Get<TrustedProxyOptions>()?.Networks ?? [];
        if (networks.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var network in networks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        app.UseForwardedHeaders(options);
    }
}

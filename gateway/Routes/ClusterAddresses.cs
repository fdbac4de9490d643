using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Gives the clusters of <c>routes.json</c> their addresses from <see cref="ServiceAddresses"/>.</summary>
internal sealed class ClusterAddresses(IOptions<ServiceAddresses> addresses) : IProxyConfigFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first no counts: whoever says it drains, and has no time to lose.</summary>
    private static readonly Dictionary<string, string> AtOnce = new() { [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "1" };

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster.ClusterId switch
    {
        "ingest" when addresses.Value.IngestHttp2 is { } http2 => At(cluster, http2) with { HttpRequest = ByHttp2(cluster.HttpRequest) },
        "ingest" => At(cluster, addresses.Value.Ingest),
        "dashboard" => At(cluster, addresses.Value.Dashboard),
        _ => throw new InvalidOperationException($"routes.json names the cluster '{cluster.ClusterId}', which has no address in {ServiceAddresses.Section}."),
    });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    private ClusterConfig At(ClusterConfig cluster, string replicas)
    {
        var all = ServiceAddresses.Split(replicas);
        var destinations = all.Select((address, i) => (Name: string.Create(CultureInfo.InvariantCulture, $"{cluster.ClusterId}-{i}"), address)).ToDictionary(d => d.Name, d => new DestinationConfig { Address = d.address });
        return cluster with { Destinations = destinations, LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices, HealthCheck = all.Count > 1 ? Asked() : null, Metadata = AtOnce };
    }

    /// <summary>Where none is ready, all are tried: one that answers 503 by itself says more than we could.</summary>
    private HealthCheckConfig Asked() => new()
    {
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
        Active = new() { Enabled = true, Interval = addresses.Value.AskEvery, Timeout = Patience, Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Path = "/health/ready" },
    };

    /// <summary>Without TLS nothing is negotiated: both sides have to know.</summary>
    private static ForwarderRequestConfig ByHttp2(ForwarderRequestConfig? request) =>
        (request ?? ForwarderRequestConfig.Empty) with { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
}

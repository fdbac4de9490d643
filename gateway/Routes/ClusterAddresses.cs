using System.Net;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Gives the clusters of <c>routes.json</c> their addresses from <see cref="ServiceAddresses"/>.</summary>
internal sealed class ClusterAddresses(IOptions<ServiceAddresses> addresses) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster.ClusterId switch
    {
        "ingest" when addresses.Value.IngestHttp2 is { } http2 => At(cluster, http2) with { HttpRequest = ByHttp2(cluster.HttpRequest) },
        "ingest" => At(cluster, addresses.Value.Ingest),
        "dashboard" => At(cluster, addresses.Value.Dashboard),
        _ => throw new InvalidOperationException($"routes.json names the cluster '{cluster.ClusterId}', which has no address in {ServiceAddresses.Section}."),
    });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    private static ClusterConfig At(ClusterConfig cluster, string address) =>
        cluster with { Destinations = new Dictionary<string, DestinationConfig> { [cluster.ClusterId] = new() { Address = address } } };

    /// <summary>Without TLS nothing is negotiated: both sides have to know.</summary>
    private static ForwarderRequestConfig ByHttp2(ForwarderRequestConfig? request) =>
        (request ?? ForwarderRequestConfig.Empty) with { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
}

using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Gives the clusters of <c>routes.json</c> their addresses from <see cref="ServiceAddresses"/>.</summary>
internal sealed class ClusterAddresses(IOptions<ServiceAddresses> addresses) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster with
    {
        Destinations = new Dictionary<string, DestinationConfig> { [cluster.ClusterId] = new() { Address = AddressOf(cluster.ClusterId) } },
    });

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);

    private string AddressOf(string cluster) => cluster switch
    {
        "ingest" => addresses.Value.Ingest,
        "dashboard" => addresses.Value.Dashboard,
        _ => throw new InvalidOperationException($"routes.json names the cluster '{cluster}', which has no address in {ServiceAddresses.Section}."),
    };
}

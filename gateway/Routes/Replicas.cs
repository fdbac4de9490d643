using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace CreatorFlow.Gateway.Routes;

/// <summary>Where a service can be asked now. Thread-safe.</summary>
internal sealed class Replicas(IProxyStateLookup proxy)
{
    private uint turn;

    /// <summary>Those that are ready first, each first in its turn; then the others.</summary>
    /// <param name="service">Its cluster in <c>routes.json</c>.</param>
    public IReadOnlyList<Uri> Of(string service)
    {
        if (!proxy.TryGetCluster(service, out var cluster)) throw new InvalidOperationException($"routes.json has no cluster '{service}'.");
        var (ready, all) = (cluster.DestinationsState.AvailableDestinations, cluster.DestinationsState.AllDestinations);
        var first = ready.Count == 0 ? 0 : (int)(Interlocked.Increment(ref turn) % (uint)ready.Count);
        return [.. ready.Skip(first).Concat(ready.Take(first)).Concat(all.Except(ready)).Select(AddressOf)];
    }

    private static Uri AddressOf(DestinationState replica) => new(replica.Model.Config.Address);
}

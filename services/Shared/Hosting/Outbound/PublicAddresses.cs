using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Hosting.Outbound;

/// <summary>Which IP addresses anybody's computer can have, and nobody's inside: IANA's special-purpose registries.</summary>
/// <remarks>Pure; thread-safe.</remarks>
public static class PublicAddresses
{
    private static readonly ImmutableArray<IPNetwork> Special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32", // public by its number, but the host's own service in every machine of Azure
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // All that is public lies in here: what is mapped, translated (64:ff9b::/96), unique local, link-local and multicast does not.
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    // Teredo, benchmarks and ORCHID; documentation; 6to4, which has an IPv4 address inside; documentation.
    private static readonly ImmutableArray<IPNetwork> Special6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text))];

    /// <summary>Whether an address is public. One of IPv4 that is mapped into IPv6 is what it is in IPv4.</summary>
    public static bool Includes(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Special4.Any(network => network.Contains(plain))
            : plain.ScopeId == 0 && Global6.Contains(plain) && !Special6.Any(network => network.Contains(plain));
    }

    /// <summary>An address of IPv4 without its mapping into IPv6.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}

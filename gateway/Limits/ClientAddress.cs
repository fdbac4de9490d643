using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Gateway.Limits;

/// <summary>Whom a limit counts as one sender: an IPv4 address, or the /64 network that one IPv6 subscriber owns.</summary>
internal static class ClientAddress
{
    public static IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    internal static IPAddress Of(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Network(address) : address;
    }

    private static IPAddress Network(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CreatorFlow.AppHost.Folder;

/// <summary>
/// Which loopback port each component has: the same one at every start, unless another program has
/// taken it meanwhile.
/// </summary>
/// <remarks>All members may be used concurrently.</remarks>
public sealed class PortBook(string path)
{
    // Below the range that the kernel hands out for outgoing connections, so that no connection
    // takes a component's port while the component is being restarted.
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>Where the dashboard looks for an agent until it is told; taken where nobody else has it.</summary>
    private static readonly Dictionary<string, int> _usual = new() { ["agent"] = 3_001 };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _ports = PrivateFile.Read<Dictionary<string, int>>(path) ?? [];

    public int For(string component)
    {
        lock (_gate)
        {
            if (_ports.TryGetValue(component, out var kept) && IsFree(kept))
                return kept;
            var picked = _usual.TryGetValue(component, out var usual) && IsFree(usual) ? usual : Pick();
            _ports[component] = picked;
            PrivateFile.Write(path, _ports);
            return picked;
        }
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    /// <summary>A free port that no component of this book has.</summary>
    private int Pick()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (!_ports.ContainsValue(port) && IsFree(port))
                return port;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>A listener inside, at every address of this machine: who comes was sent here by somebody outside.</summary>
internal sealed class Trap : IDisposable
{
    private readonly List<TcpListener> listeners = [];
    private int visits;

    public Trap()
    {
        var any = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        Listen(any);
        Port = ((IPEndPoint)any.LocalEndpoint).Port;
        // The port that https has by itself, where whoever runs the test may listen to it; at an address that nobody else uses.
        TryListen(new(new IPAddress([127, 9, 9, 9]), 443));
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>How many connections came.</summary>
    public int Visits => Volatile.Read(ref visits);

    public void Dispose()
    {
        foreach (var listener in listeners) listener.Dispose();
    }

    private void TryListen(TcpListener listener)
    {
        try
        {
            Listen(listener);
        }
        catch (SocketException)
        {
            listener.Dispose(); // not as this user: the other ports do
        }
    }

    private void Listen(TcpListener listener)
    {
        listener.Start();
        listeners.Add(listener);
        _ = CountAsync(listener);
    }

    private async Task CountAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var visitor = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref visits);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It ends.
        }
    }
}

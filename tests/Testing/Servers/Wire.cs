using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Testing.Servers;

/// <summary>
/// The line between a client and a server, with an address of its own: it is cut without anybody being told, as a line is,
/// comes back, loses its connections, becomes slow, and counts what went over it.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Uri server;
    private readonly Task accepting;
    private CancellationTokenSource line = new();
    private long received;

    private Wire(string server)
    {
        this.server = new Uri(server);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <param name="server">Its host and port count, whatever the scheme.</param>
    public static Wire To(string server) => new(server);

    public string Address => $"http://127.0.0.1:{Port}";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How long each piece is on its way, in either direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes that clients got, heads of answers included.</summary>
    public long Received => Interlocked.Read(ref received);

    public bool IsCut { get; private set; }

    /// <summary>Hears each piece that a client sends before the server does.</summary>
    public Action<ReadOnlyMemory<byte>>? Sending { get; set; }

    /// <summary>Made for each connection: gets each piece that the server sends, and says what the client is to get.</summary>
    public Func<Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>>? Receiving { get; set; }

    /// <summary>Ends all connections, and lets no other through until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        IsCut = true;
        line.Cancel();
    }

    public void Mend()
    {
        line = new();
        IsCut = false;
    }

    /// <summary>Both ends of every connection are told that it is no more; new ones are let through.</summary>
    public void Reset() => Interlocked.Exchange(ref line, new()).Cancel();

    public async ValueTask DisposeAsync()
    {
        Cut();
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                if (IsCut) client.Dispose();
                else _ = CarryAsync(client, line.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Nobody listens any more.
        }
    }

    private async Task CarryAsync(TcpClient client, CancellationToken cut)
    {
        using var there = client;
        using var here = new TcpClient { NoDelay = true };
        there.NoDelay = true;
        try
        {
            await here.ConnectAsync(server.Host, server.Port, cut);
            var (up, down, filter) = (there.GetStream(), here.GetStream(), Receiving?.Invoke());
            await Task.WhenAny(
                PumpAsync(up, down, piece =>
                {
                    Sending?.Invoke(piece);
                    return piece;
                }, cut),
                PumpAsync(down, up, piece =>
                {
                    Interlocked.Add(ref received, piece.Length);
                    return filter is null ? piece : filter(piece);
                }, cut));
        }
        catch (SocketException)
        {
            // The server is not there: the client sees its connection end.
        }
        catch (OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            if (cut.IsCancellationRequested && !IsCut) there.LingerState = here.LingerState = new(enable: true, seconds: 0);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> passing, CancellationToken cut)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cut) is > 0 and var count)
            {
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay, cut);
                await to.WriteAsync(passing(buffer.AsMemory(0, count)), cut);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Either end is gone, and the other goes with it.
        }
    }
}

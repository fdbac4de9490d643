using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Tests.EndToEnd.Pages;

/// <summary>
/// The line between a browser and the gateway, with an address of its own: it is cut without anybody being told, as a line is,
/// comes back, and counts what went over it.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Uri gateway;
    private readonly Task accepting;
    private CancellationTokenSource line = new();
    private long received;

    private Wire(string gateway)
    {
        this.gateway = new Uri(gateway);
        listener.Start();
        accepting = AcceptAsync();
    }

    public static Wire To(string gateway) => new(gateway);

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Bytes that browsers got, heads of answers included.</summary>
    public long Received => Interlocked.Read(ref received);

    public bool IsCut { get; private set; }

    /// <summary>Hears each piece that a browser sends before the gateway does.</summary>
    public Action<ReadOnlyMemory<byte>>? Sending { get; set; }

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
                var browser = await listener.AcceptTcpClientAsync(end.Token);
                if (IsCut) browser.Dispose();
                else _ = CarryAsync(browser, line.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Nobody listens any more.
        }
    }

    private async Task CarryAsync(TcpClient browser, CancellationToken cut)
    {
        using var there = browser;
        using var here = new TcpClient { NoDelay = true };
        there.NoDelay = true;
        try
        {
            await here.ConnectAsync(gateway.Host, gateway.Port, cut);
            var (up, down) = (there.GetStream(), here.GetStream());
            await Task.WhenAny(
                PumpAsync(up, down, piece => Sending?.Invoke(piece), cut),
                PumpAsync(down, up, piece => Interlocked.Add(ref received, piece.Length), cut));
        }
        catch (SocketException)
        {
            // The gateway is not there: the browser sees its connection end.
        }
        catch (OperationCanceledException)
        {
            // Cut.
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> passing, CancellationToken cut)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cut) is > 0 and var count)
            {
                passing(buffer.AsMemory(0, count));
                await to.WriteAsync(buffer.AsMemory(0, count), cut);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Either end is gone, and the other goes with it.
        }
    }
}

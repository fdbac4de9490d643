using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace CreatorFlow.Tests.Faults.Rolling;

/// <summary>
/// Leads each connection to one of several addresses in turn, or to the next where nobody listens, byte by byte, and knows nothing of what goes over it:
/// as a Service of Kubernetes does.
/// </summary>
internal sealed class TcpBalancer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task accepting;
    private ImmutableList<Uri> behind = [];
    private uint turn;

    public TcpBalancer()
    {
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    public void Add(Uri address) => ImmutableInterlocked.Update(ref behind, all => all.Add(address));

    /// <summary>No new connection goes there; those that do stay.</summary>
    public void Remove(Uri address) => ImmutableInterlocked.Update(ref behind, all => all.Remove(address));

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Dispose();
        await accepting;
        over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = LeadAsync(await listener.AcceptTcpClientAsync(over.Token));
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }

    private async Task LeadAsync(TcpClient from)
    {
        using (from)
        {
            from.NoDelay = true;
            try
            {
                using var to = await ConnectAsync(behind);
                await Task.WhenAll(PassAsync(from, to), PassAsync(to, from));
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                from.Client.LingerState = new(true, 0); // what was reset behind us is reset before us
            }
        }
    }

    private async Task<TcpClient> ConnectAsync(ImmutableList<Uri> all)
    {
        for (var left = all.Count; ; left--)
        {
            var address = all[(int)(Interlocked.Increment(ref turn) % (uint)all.Count)];
            var to = new TcpClient { NoDelay = true };
            try
            {
                await to.ConnectAsync(address.Host, address.Port);
                return to;
            }
            catch (SocketException)
            {
                to.Dispose();
                if (left <= 1) throw;
            }
        }
    }

    /// <summary>An end is passed on as an end, so that each side closes for itself; a reset ends both.</summary>
    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            to.Close();
            throw;
        }
    }
}

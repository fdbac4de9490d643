using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CreatorFlow.Tests.Faults.Hostile;

/// <summary>Bytes over a connection of their own, from a machine of the sender's choice; no client of .NET would send most of them.</summary>
internal sealed class Wire : IDisposable
{
    private const int MostRead = 4 * 1_024 * 1_024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private Wire()
    {
    }

    public Socket Socket => socket;

    public static async Task<Wire> OpenAsync(IPAddress from, Uri to, CancellationToken cancellation)
    {
        var wire = new Wire();
        try
        {
            wire.socket.Bind(new IPEndPoint(from, 0));
            await wire.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, to.Port), cancellation);
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Sends once and reads until the other end closes.</summary>
    public static async Task<Answer> AskAsync(IPAddress from, Uri to, byte[] request, TimeSpan? patience = null)
    {
        using var late = new CancellationTokenSource(patience ?? Patience);
        using var wire = await OpenAsync(from, to, late.Token);
        var sending = wire.SendAsync(request, late.Token);
        var answer = await wire.ReadAsync(late.Token);
        await sending;
        return answer;
    }

    /// <summary>Who is refused in the middle of it need not send the rest.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Until the other end closes or patience ends.</summary>
    public async Task<Answer> ReadAsync(CancellationToken patience)
    {
        var (text, buffer) = (new StringBuilder(), new byte[16_384]);
        try
        {
            while (text.Length < MostRead && await socket.ReceiveAsync(buffer, patience) is > 0 and var read) text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            return new(text.ToString(), Late: false);
        }
        catch (SocketException)
        {
            return new(text.ToString(), Late: false);
        }
        catch (OperationCanceledException)
        {
            return new(text.ToString(), Late: true);
        }
    }

    public void Dispose() => socket.Dispose();
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CreatorFlow.Benchmarks.Sending;

/// <summary>One connection of HTTP/1.1 that is kept: the bytes of a request out, an answer in, one after the other.</summary>
internal sealed class KeptConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray(), EndOfChunks = "0\r\n\r\n"u8.ToArray();
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[16_384];

    public static async Task<KeptConnection> OpenAsync(Uri address)
    {
        var connection = new KeptConnection();
        await connection.socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return connection;
    }

    /// <returns>The answer's status, once all of it is there.</returns>
    /// <exception cref="IOException">The other side closed the connection.</exception>
    public async ValueTask<int> AskAsync(ReadOnlyMemory<byte> request)
    {
        while (request.Length > 0) request = request[await socket.SendAsync(request)..];
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0) throw new IOException("The connection was closed.");
            length += read;
            if (IsWhole(answer.AsSpan(0, length))) return int.Parse(answer.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf(EndOfHead) is not (>= 0 and var end)) return false;
        return Length(text[..end]) is { } body ? text.Length >= end + EndOfHead.Length + body : text.EndsWith(EndOfChunks);
    }

    /// <summary>What the head says of the body's length; null where it comes in chunks.</summary>
    private static int? Length(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name)) return int.Parse(line[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        return null;
    }
}

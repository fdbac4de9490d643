using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CreatorFlow.Tests.Integration.Dashboard;

/// <summary>A client of the WebSocket, with compression.</summary>
internal sealed class LiveSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Queue<JsonElement> changes = [];
    private readonly byte[] buffer = new byte[64 * 1024];

    public ClientWebSocket Socket { get; } = new();

    /// <summary>What to resume from.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>The code of the refusal that came before the end.</summary>
    public string? Refused { get; private set; }

    /// <exception cref="WebSocketException">The handshake was refused.</exception>
    public static async Task<LiveSocket> OpenAsync(string address, Action<ClientWebSocketOptions> prepare)
    {
        var live = new LiveSocket();
        live.Socket.Options.DangerousDeflateOptions = new();
        prepare(live.Socket.Options);
        using var patience = new CancellationTokenSource(Patience);
        await live.Socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, patience.Token);
        return live;
    }

    public Task AskAsync(object question) => SayAsync(JsonSerializer.SerializeToUtf8Bytes(question));

    public Task SayAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Text) => Socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);

    /// <summary>The next message; null once the service has closed.</summary>
    public async Task<JsonElement?> MessageAsync()
    {
        using var message = new MemoryStream();
        using var patience = new CancellationTokenSource(Patience);
        WebSocketReceiveResult part;
        do
        {
            part = await Socket.ReceiveAsync(buffer, patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var read = JsonDocument.Parse(message.ToArray()).RootElement;
        if (read.TryGetProperty("cursor", out var cursor)) Cursor = cursor.GetString()!;
        if (read.TryGetProperty("code", out var code)) Refused = code.GetString();
        return read;
    }

    /// <summary>The next message of a type; others are passed over.</summary>
    public async Task<JsonElement> MessageAsync(string type)
    {
        while (await MessageAsync() is { } message)
            if (message.GetProperty("type").GetString() == type) return message;
        throw new InvalidOperationException($"The socket has closed: {Socket.CloseStatus} {Socket.CloseStatusDescription}");
    }

    /// <summary>The next change.</summary>
    public async Task<JsonElement> NextAsync()
    {
        while (changes.Count == 0)
            foreach (var change in (await MessageAsync("changes")).GetProperty("changes").EnumerateArray()) changes.Enqueue(change);
        return changes.Dequeue();
    }

    public async Task<string> NextIdAsync() => (await NextAsync()).GetProperty("id").GetString()!;

    /// <summary>How the service ends it: the close code and its reason, the same as the code of the last message.</summary>
    public async Task<(int Close, string? Code)> EndAsync()
    {
        while (await MessageAsync() is not null)
        {
            // What still comes does not matter.
        }
        Assert.Equal(Refused ?? "", Socket.CloseStatusDescription ?? "");
        if (Socket.State == WebSocketState.CloseReceived) await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return ((int)Socket.CloseStatus!, Refused);
    }

    public void Dispose() => Socket.Dispose();
}

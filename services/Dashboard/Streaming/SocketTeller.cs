using System.Buffers;
using System.Net.WebSockets;
using CreatorFlow.Dashboard.Changes;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Sends a stream's messages over a WebSocket, those of one batch as one message: together they compress well.</summary>
internal sealed class SocketTeller(WebSocket socket) : IFeedReader
{
    private readonly List<Change> taken = [];

    public void Take(Change change) => taken.Add(change);

    public async Task FlushAsync(long position, CancellationToken left)
    {
        if (taken.Count == 0) return;
        await SendAsync(to => SocketMessages.Changes(to, taken, position), left);
        taken.Clear();
    }

    public Task BeatAsync(long position, CancellationToken left) => SendAsync(to => SocketMessages.Heartbeat(to, position), left);

    public Task SubscribedAsync(FeedFollower follower, CancellationToken left) => SendAsync(to => SocketMessages.Subscribed(to, follower.Topics, follower.Position), left);

    public Task RefusedAsync(StreamEnd why, CancellationToken left) => SendAsync(to => SocketMessages.Refused(to, why), left);

    private async Task SendAsync(Action<IBufferWriter<byte>> write, CancellationToken left)
    {
        var message = new ArrayBufferWriter<byte>();
        write(message);
        await socket.SendAsync(message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, left);
    }
}

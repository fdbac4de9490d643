using System.Net.WebSockets;
using CreatorFlow.Dashboard.Changes;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>Hears what a WebSocket's client asks, one message after the other, until it closes.</summary>
internal sealed class SocketListener(WebSocket socket, ChangeReader reader, FeedSubscription subscription, FeedFollower follower, SocketTeller teller)
{
    private const int LargestMessageBytes = 4_096;

    // Who asks without end costs little more than who asks once.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private readonly byte[] buffer = new byte[LargestMessageBytes];

    public async Task ListenAsync(CancellationToken over)
    {
        try
        {
            while (await HearAsync(over) is { } heard)
            {
                await TakeAsync(heard);
                if (!subscription.Ended.IsCompleted) await Task.Delay(Pace, over);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It went without a word.
        }
        subscription.End(StreamEnd.Left);
    }

    private async Task TakeAsync(Heard heard)
    {
        if (heard.Refused is { } end) subscription.End(end);
        else if (SocketQuestion.Read(heard.Text) is { } question) await follower.AskAsync(left => AnswerAsync(question, left));
        else subscription.End(StreamEnd.NotUnderstood);
    }

    private async Task AnswerAsync(SocketQuestion question, CancellationToken left)
    {
        var place = question.Since is null ? null : await FeedPosition.FindAsync(reader, subscription.Who.CreatorId, question.Since, left);
        if (place?.Refused is { } refused)
        {
            subscription.End(StreamEnd.Of(refused));
            return;
        }
        follower.Turn(question.Topics, place?.After ?? follower.Position);
        await teller.SubscribedAsync(follower, left);
    }

    /// <returns>Null once the client closes.</returns>
    private async Task<Heard?> HearAsync(CancellationToken over)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), over);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close) return null;
            if (part.MessageType == WebSocketMessageType.Binary) return new(default, StreamEnd.NotUnderstood);
            if (part.EndOfMessage) return new(buffer.AsMemory(0, length), null);
        }
        return new(default, StreamEnd.TooLarge);
    }

    private sealed record Heard(ReadOnlyMemory<byte> Text, StreamEnd? Refused);
}

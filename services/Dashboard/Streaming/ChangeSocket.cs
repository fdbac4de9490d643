using System.Collections.Immutable;
using System.Net.WebSockets;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>A live stream over a WebSocket: its topics and its place may be changed while it is open, and it says why it ends.</summary>
internal sealed class ChangeSocket(WebSocket socket, ChangeReader reader, LiveFeeds feeds, CreatorIdentity who)
{
    private static readonly TimeSpan ToSayGoodbye = TimeSpan.FromSeconds(5);

    /// <summary>Until either side ends it.</summary>
    public async Task RunAsync(FeedPosition start, ImmutableArray<string> topics, CancellationToken left)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(left);
        using var subscription = feeds.Subscribe(who, start.Head);
        if (start.Refused is { } refused) subscription.End(StreamEnd.Of(refused));
        var teller = new SocketTeller(socket);
        var follower = new FeedFollower(reader, subscription, start, teller);
        follower.Turn(topics, start.After);
        await Task.WhenAll(
            TellAsync(subscription, follower, teller, over.Token),
            new SocketListener(socket, reader, subscription, follower, teller).ListenAsync(over.Token),
            EndWithinAsync(subscription, over));
    }

    private async Task TellAsync(FeedSubscription subscription, FeedFollower follower, SocketTeller teller, CancellationToken over)
    {
        try
        {
            if (!subscription.Ended.IsCompleted) await teller.SubscribedAsync(follower, over);
            var end = await follower.FollowAsync(over);
            subscription.End(end);
            if (end != StreamEnd.Left) await teller.RefusedAsync(end, over);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync((WebSocketCloseStatus)end.Close, end.Code, over);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It went without a word, or is deaf to ours; it resumes from its last cursor.
        }
        finally
        {
            subscription.End(StreamEnd.Left);
        }
    }

    /// <summary>A client that neither reads nor answers cannot hold up the end.</summary>
    private static async Task EndWithinAsync(FeedSubscription subscription, CancellationTokenSource over)
    {
        await subscription.Ended;
        over.CancelAfter(ToSayGoodbye);
    }
}

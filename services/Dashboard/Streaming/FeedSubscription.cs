using System.Threading.Channels;
using CreatorFlow.Dashboard.Access;
using CreatorFlow.Dashboard.Changes;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>What a feed hands to its streams: the changes after one position up to another.</summary>
internal sealed record FeedBatch(long After, long UpTo, IReadOnlyList<Change> Changes)
{
    /// <summary>Nothing new; the stream shall say that it lives.</summary>
    public static readonly FeedBatch Heartbeat = new(0, 0, []);

    /// <summary>Nothing new; the stream has been asked for something.</summary>
    public static readonly FeedBatch Asked = new(0, 0, []);
}

/// <summary>
/// One stream's place at a creator's feed. What does not fit is dropped: a slow stream sees from the positions that it
/// missed something, and reads that by itself. Thread-safe.
/// </summary>
internal sealed class FeedSubscription(CreatorFeed feed, CreatorIdentity who, int slot, Action<FeedSubscription> left) : IDisposable
{
    private const int Waiting = 16;
    private readonly Channel<FeedBatch> batches = Channel.CreateBounded<FeedBatch>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource<StreamEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CreatorFeed Feed { get; } = feed;

    /// <summary>Who opened the stream.</summary>
    public CreatorIdentity Who { get; } = who;

    /// <summary>Which part of a heartbeat's round is its.</summary>
    public int Slot { get; } = slot;

    public ChannelReader<FeedBatch> Batches => batches.Reader;

    /// <summary>What was handed out, or is about to be: a stream behind it with nothing waiting has missed something.</summary>
    public long Position => Feed.Position;

    /// <summary>Completes when the stream shall end, with the reason.</summary>
    public Task<StreamEnd> Ended => ended.Task;

    public void Offer(FeedBatch batch) => batches.Writer.TryWrite(batch);

    /// <summary>Ends the stream; its reader comes again and is checked anew.</summary>
    public void End(StreamEnd why)
    {
        ended.TrySetResult(why);
        batches.Writer.TryComplete();
    }

    public void Dispose() => left(this);
}

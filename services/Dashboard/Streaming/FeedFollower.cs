using System.Collections.Immutable;
using CreatorFlow.Dashboard.Changes;
using CreatorFlow.Hosting.Database;

namespace CreatorFlow.Dashboard.Streaming;

/// <summary>How a live stream's reader is told, by whatever protocol.</summary>
internal interface IFeedReader
{
    /// <summary>One change of the next flush.</summary>
    void Take(Change change);

    /// <summary>What was taken goes out.</summary>
    Task FlushAsync(long position, CancellationToken left);

    /// <summary>With the position: topics that were left out move it too.</summary>
    Task BeatAsync(long position, CancellationToken left);
}

/// <summary>
/// Brings a creator's feed to one reader.
/// 1. It begins at the reader's own position.
/// 2. What lies between its position and the feed's it reads by itself.
/// 3. From then on it hands on the batches that the feed hands out; where one is missing, since the reader was too slow for them, it goes back to 2.
/// </summary>
internal sealed class FeedFollower(ChangeReader reader, FeedSubscription subscription, FeedPosition start, IFeedReader to)
{
    private const int PageSize = 200;
    private Question? asked;

    public long Position { get; private set; } = start.After;

    /// <summary>What the reader wants; all when empty.</summary>
    public ImmutableArray<string> Topics { get; private set; } = [];

    /// <summary>From a comma-separated list.</summary>
    public static ImmutableArray<string> Read(string? topics) => [.. topics?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []];

    /// <summary>Before it follows, or while it does by <see cref="AskAsync"/>.</summary>
    public void Turn(ImmutableArray<string> topics, long position) => (Topics, Position) = (topics, position);

    /// <summary>Has something done between two flushes: nothing else is told meanwhile. Ends when it was done or the stream has ended. For one caller at a time.</summary>
    public Task AskAsync(Func<CancellationToken, Task> work)
    {
        var question = new Question(work);
        Volatile.Write(ref asked, question);
        // Where there is no room for it, the follower is under way and sees the question all the same.
        subscription.Offer(FeedBatch.Asked);
        return Task.WhenAny(question.Done.Task, subscription.Ended);
    }

    /// <returns>Why it is over.</returns>
    public async Task<StreamEnd> FollowAsync(CancellationToken left)
    {
        try
        {
            while (!subscription.Ended.IsCompleted)
                if (await StepAsync(left) is { } end) return end;
            return await subscription.Ended;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            return StreamEnd.NotRead; // the feed says so in the log
        }
    }

    private async Task<StreamEnd?> StepAsync(CancellationToken left)
    {
        await AnswerAsync(left);
        var missed = subscription.Position;
        if (subscription.Batches.TryRead(out var batch)) missed = batch.After;
        if (missed > Position && !await CatchUpAsync(missed, left)) return StreamEnd.Restored;
        if (batch == FeedBatch.Heartbeat) await to.BeatAsync(Position, left);
        else if (batch is not null) await GiveAsync(batch.Changes, batch.UpTo, left);
        else if (Position >= subscription.Position) await subscription.Batches.WaitToReadAsync(left);
        return null;
    }

    private async Task AnswerAsync(CancellationToken left)
    {
        if (Interlocked.Exchange(ref asked, null) is not { } question) return;
        await question.Work(left);
        question.Done.SetResult();
    }

    /// <returns>False when the feed no longer holds what was missed: the reader comes again and is told so.</returns>
    private async Task<bool> CatchUpAsync(long upTo, CancellationToken left)
    {
        while (Position < upTo && !subscription.Ended.IsCompleted)
        {
            var page = await reader.ReadForStreamAsync(subscription.Who.CreatorId, Position, PageSize, left);
            if (page.Changes.Count == 0) return false;
            await GiveAsync(page.Changes, page.Cursor, left);
        }
        return true;
    }

    private async Task GiveAsync(IReadOnlyList<Change> changes, long upTo, CancellationToken left)
    {
        if (upTo <= Position) return;
        foreach (var change in changes)
            if (change.Position > Position && (Topics.Length == 0 || Topics.Contains(change.Topic))) to.Take(change);
        Position = upTo;
        await to.FlushAsync(Position, left);
    }

    private sealed record Question(Func<CancellationToken, Task> Work)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Threading.Channels;

namespace CreatorFlow.Ingest.Publishing;

/// <summary>
/// Natural batching: at most one send is in flight, and what arrives meanwhile rides in the next one. An idle line adds
/// no delay, a busy one sends large batches a little apart, and the order of arrival is kept throughout.
/// </summary>
/// <param name="send">Sends one batch; its outcome, or its failure, reaches everyone whose item was in it.</param>
/// <param name="weigh">An item's weight, e.g. in bytes.</param>
/// <param name="limits">What a batch may hold.</param>
/// <param name="clock">Keeps the batches apart.</param>
/// <remarks><see cref="TryAdd"/> is safe to call concurrently; one <see cref="RunAsync"/> at a time.</remarks>
internal sealed class BatchingLine<TItem, TOutcome>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<TOutcome>> send, Func<TItem, long> weigh, BatchLimits limits, TimeProvider clock)
{
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(limits.Waiting) { SingleReader = true });

    /// <summary>How many wait for their turn.</summary>
    public int Length => queue.Reader.Count;

    /// <summary>Takes a place in the line; false when the line is full.</summary>
    public bool TryAdd(TItem item, out Task<TOutcome> outcome)
    {
        var waiting = new Waiting(item, new(TaskCreationOptions.RunContinuationsAsynchronously));
        outcome = waiting.Done.Task;
        return queue.Writer.TryWrite(waiting);
    }

    /// <summary>Sends until it is stopped; whoever still waits then is told by cancellation.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(stopping))
            {
                var began = clock.GetTimestamp();
                await SendAsync(TakeBatch(), stopping);
                if (Rest(began) is { Ticks: > 0 } left && Length < limits.Items) await Task.Delay(left, clock, stopping);
            }
        }
        finally
        {
            queue.Writer.TryComplete();
            while (queue.Reader.TryRead(out var left)) left.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>All lines of a process go on at the same moments: what they send together the broker writes and confirms together.</summary>
    private TimeSpan Rest(long began)
    {
        if (limits.Apart == TimeSpan.Zero) return TimeSpan.Zero;
        var missed = TimeSpan.FromTicks(clock.GetElapsedTime(0, began).Ticks % limits.Apart.Ticks);
        return limits.Apart - missed - clock.GetElapsedTime(began);
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        long weight = 0;
        while (batch.Count < limits.Items && queue.Reader.TryPeek(out var next))
        {
            weight += weigh(next.Item);
            if (batch.Count > 0 && weight > limits.Weight) break;
            queue.Reader.TryRead(out _);
            batch.Add(next);
        }
        return batch;
    }

    private async Task SendAsync(List<Waiting> batch, CancellationToken stopping)
    {
        try
        {
            var outcome = await send(batch.ConvertAll(waiting => waiting.Item), stopping);
            foreach (var waiting in batch) waiting.Done.TrySetResult(outcome);
        }
        catch (Exception e) // the outermost loop of the line: the failure is each waiter's, the line goes on
        {
            foreach (var waiting in batch) waiting.Done.TrySetException(e);
        }
    }

    private sealed record Waiting(TItem Item, TaskCompletionSource<TOutcome> Done);
}

/// <summary>What one batch, and the line before it, may hold.</summary>
/// <param name="Items">In a batch.</param>
/// <param name="Weight">Of a batch; one item goes alone however heavy it is.</param>
/// <param name="Waiting">In the line.</param>
/// <param name="Apart">After a send the line goes on when so long begins anew, at the same moments as all others, unless a full batch waits. A busy machine would otherwise spend itself on many small batches.</param>
internal sealed record BatchLimits(int Items, long Weight, int Waiting, TimeSpan Apart);

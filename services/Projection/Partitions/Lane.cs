using System.Text.Json;
using System.Threading.Channels;
using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Projection.Recording;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One loop that writes one transaction after the other; what arrives meanwhile rides in the next (natural batching).</summary>
/// <remarks>
/// A backlog is taken partition by partition, in turns: deliveries of one partition are about the same SKUs, whose stream, document and
/// place in the feed are then written once for all of them. Within a partition the order of arrival is kept.
/// <para>Transactions keep apart, the busier the lane the longer: at the same rate fewer of them then carry more. One that carries a single
/// delivery holds its successor up for <see cref="Each"/>, and none waits where there is a backlog.</para>
/// <para>A partition comes back after another replica has written it only in another <see cref="Term"/>. With the first work of one the lane doubts all that it
/// remembers: by then the consumer of the one before has ended, and nothing of it is taken up any more that could be remembered again.</para>
/// </remarks>
internal sealed class Lane(BatchWriter writer, Hands.Hand hand, ProjectionOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(3), Longest = TimeSpan.FromMilliseconds(100);

    private readonly Channel<LaneWork> arrivals = Channel.CreateUnbounded<LaneWork>(); // bounded by the prefetch; one for a single reader cannot count
    private readonly Dictionary<PartitionChannel, Queue<LaneWork>> waiting = [];
    private readonly Queue<PartitionChannel> turns = [];
    private readonly HashSet<Term> met = []; // several while a partition is consumed apart from the others, or came back

    /// <summary>In the order of the calls. Thread-safe.</summary>
    public void Enqueue(LaneWork work) => arrivals.Writer.TryWrite(work);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var (batch, deliveries) = (new List<LaneWork>(), new List<Delivery>());
        while (turns.Count > 0 || await arrivals.Reader.WaitToReadAsync(cancellation))
        {
            var began = clock.GetTimestamp();
            while (arrivals.Reader.TryRead(out var work)) Line(work);
            await CollectAsync(batch, deliveries);
            Take(deliveries);
            await writer.WriteAsync(deliveries, cancellation);
            hand.Empty();
            foreach (var works in batch.GroupBy(work => work.Channel)) await works.Key.AcknowledgeUpToAsync(works.Last().Tag, works.Count());
            var left = Apart(deliveries.Count) - clock.GetElapsedTime(began);
            batch.Clear();
            deliveries.Clear();
            if (left > TimeSpan.Zero && turns.Count == 0 && arrivals.Reader.Count < options.Prefetch) await Task.Delay(left, clock, cancellation);
        }
    }

    private static TimeSpan Apart(int deliveries) => TimeSpan.FromTicks(Math.Min(Each.Ticks * deliveries, Longest.Ticks));

    /// <summary>What is read again from the archive is old by itself, and lags behind nothing.</summary>
    private void Take(List<Delivery> deliveries)
    {
        DateTimeOffset? oldest = null;
        foreach (var delivery in deliveries)
            if (delivery.Again is null && !(oldest < delivery.ReceivedAt)) oldest = delivery.ReceivedAt;
        if (oldest is { } received) hand.Take(received);
    }

    private void Line(LaneWork work)
    {
        if (waiting.TryGetValue(work.Channel, out var line)) line.Enqueue(work);
        else
        {
            waiting[work.Channel] = new([work]);
            turns.Enqueue(work.Channel);
        }
    }

    private async Task CollectAsync(List<LaneWork> batch, List<Delivery> deliveries)
    {
        while (deliveries.Count < options.BatchSize && turns.TryDequeue(out var channel))
        {
            var line = waiting[channel];
            while (deliveries.Count < options.BatchSize && line.TryDequeue(out var work))
                if (await UnpackAsync(work) is { } unpacked)
                {
                    Meet(work.Channel.Term);
                    batch.Add(work);
                    deliveries.AddRange(unpacked);
                }
            if (line.Count > 0) turns.Enqueue(channel);
            else waiting.Remove(channel);
        }
    }

    private void Meet(Term term)
    {
        if (!met.Add(term)) return;
        met.RemoveWhere(before => before.Connection != term.Connection && !before.Connection.IsOpen);
        writer.Doubt();
    }

    /// <returns>Null for what must not be written, or acknowledged with what comes after it: unreadable, or of a channel that has ended.</returns>
    private static async Task<IReadOnlyList<Delivery>?> UnpackAsync(LaneWork work)
    {
        try
        {
            return work.Channel.Ended.IsCompleted ? null : work.Unpack();
        }
        catch (JsonException e)
        {
            await work.Channel.MoveToErrorsAsync(work, e);
            return null;
        }
        finally
        {
            work.Release();
        }
    }
}

/// <summary>The lanes of this process, running as long as it does.</summary>
internal sealed class LaneSet(BatchWriterFactory writers, Hands hands, IOptions<ProjectionOptions> options, TimeProvider clock) : BackgroundService
{
    private readonly Lane[] lanes = [.. Enumerable.Range(0, options.Value.Lanes).Select(_ => new Lane(writers.Create(), hands.New(), options.Value, clock))];

    public Lane Of(int partition) => lanes[partition % lanes.Length];

    /// <summary>A lane that fails ends the process: without it its partitions would stand still, and nobody would take them over.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task[] running = [.. lanes.Select(lane => Task.Run(() => lane.RunAsync(stoppingToken), stoppingToken))];
        var first = await Task.WhenAny(running);
        await (stoppingToken.IsCancellationRequested ? Task.WhenAll(running) : first);
    }
}

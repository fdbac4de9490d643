using System.Threading.Channels;
using CreatorFlow.Projection.Recording;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One loop that writes one transaction after the other; what arrives meanwhile rides in the next (natural batching).</summary>
internal sealed class Lane(BatchWriter writer, int batchSize)
{
    private readonly Channel<LaneWork> queue = Channel.CreateUnbounded<LaneWork>(new() { SingleReader = true }); // bounded by the prefetch

    /// <summary>In the order of the calls. Thread-safe.</summary>
    public void Enqueue(LaneWork work) => queue.Writer.TryWrite(work);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var batch = new List<LaneWork>();
        while (await queue.Reader.WaitToReadAsync(cancellation))
        {
            Collect(batch);
            await writer.WriteAsync([.. batch.SelectMany(w => w.Deliveries)], cancellation);
            foreach (var work in LastOfEachChannel(batch)) await work.Channel.AcknowledgeUpToAsync(work.Tag);
            batch.Clear();
        }
    }

    private static IEnumerable<LaneWork> LastOfEachChannel(List<LaneWork> batch) => batch.GroupBy(work => work.Channel).Select(works => works.Last());

    private void Collect(List<LaneWork> batch)
    {
        var size = 0;
        while (size < batchSize && queue.Reader.TryRead(out var work))
        {
            batch.Add(work);
            size += work.Deliveries.Count;
        }
    }
}

/// <summary>The lanes of this process, running as long as it does.</summary>
internal sealed class LaneSet(BatchWriterFactory writers, Microsoft.Extensions.Options.IOptions<ProjectionOptions> options) : BackgroundService
{
    private readonly Lane[] lanes = [.. Enumerable.Range(0, options.Value.Lanes).Select(_ => new Lane(writers.Create(), options.Value.BatchSize))];

    public Lane Of(int partition) => lanes[partition % lanes.Length];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(lanes.Select(lane => Task.Run(() => lane.RunAsync(stoppingToken), stoppingToken)));
}

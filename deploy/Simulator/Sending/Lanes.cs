using System.Collections.Concurrent;
using System.Threading.Channels;
using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Simulator.Sending;

/// <summary>
/// One lane for each connection: first attempts go out one after the other, in order. What fails leaves the lane and is
/// tried again later by itself, as platforms do, so that one refusal never stops the rest.
/// </summary>
/// <remarks>Enqueue from one thread; the lanes run on their own.</remarks>
internal sealed partial class Lanes(WebhookSender sender, Outages outages, Backlog backlog, DeliveryCounters counters, TimeProvider clock, ILogger<Lanes> logger)
{
    /// <summary>Far shorter than the platforms' hours; the last wait repeats.</summary>
    private static readonly int[] RetryAfterSeconds = [1, 2, 5, 10, 20, 30, 60];
    private const int Attempts = 25;

    private readonly ConcurrentDictionary<string, Channel<(Parcel, DateTimeOffset Due)>> lanes = new(StringComparer.Ordinal);

    public void Enqueue(Parcel parcel, CancellationToken stopping)
    {
        var due = clock.GetUtcNow().AddMilliseconds(parcel.Outgoing.DelayMs);
        var lane = lanes.GetOrAdd(parcel.Outgoing.Webhook.ConnectionId, _ => Open(stopping));
        lane.Writer.TryWrite((parcel, due));
    }

    private Channel<(Parcel, DateTimeOffset)> Open(CancellationToken stopping)
    {
        var lane = Channel.CreateUnbounded<(Parcel, DateTimeOffset)>(new UnboundedChannelOptions { SingleReader = true });
        _ = Task.Run(() => RunAsync(lane.Reader, stopping), stopping);
        return lane;
    }

    private async Task RunAsync(ChannelReader<(Parcel, DateTimeOffset Due)> lane, CancellationToken stopping)
    {
        try
        {
            await foreach (var (parcel, due) in lane.ReadAllAsync(stopping))
            {
                var wait = due - clock.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stopping);
                if (!await SendAsync(parcel, stopping)) _ = RetryAsync(parcel, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; what is left is in the state files.
        }
    }

    private async Task RetryAsync(Parcel parcel, CancellationToken stopping)
    {
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            var seconds = RetryAfterSeconds[Math.Min(attempt, RetryAfterSeconds.Length) - 1];
            await Task.Delay(TimeSpan.FromSeconds(seconds), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested || await SendAsync(parcel, stopping)) return;
        }
        counters.Count("abandoned");
        backlog.Done(parcel);
        Abandoned(logger, parcel.Outgoing.Webhook.Topic, parcel.Outgoing.Webhook.ConnectionId, Attempts);
    }

    private async Task<bool> SendAsync(Parcel parcel, CancellationToken stopping)
    {
        await outages.OverAsync(parcel.Outgoing.Webhook.ConnectionId, stopping);
        var delivered = await sender.TrySendAsync(parcel.Outgoing.Webhook, stopping);
        counters.Count(delivered ? "delivered" : "failed");
        if (delivered) backlog.Done(parcel);
        return delivered;
    }

    [LoggerMessage(9101, LogLevel.Warning, "{Topic} of {ConnectionId} given up after {Attempts} attempts")]
    private static partial void Abandoned(ILogger logger, string topic, string connectionId, int attempts);
}

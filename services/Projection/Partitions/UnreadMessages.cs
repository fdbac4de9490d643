using MassTransit;

namespace CreatorFlow.Projection.Partitions;

/// <summary>Notices messages that never reach their consumer (MassTransit moves them to the error queue), so that those behind them do not wait.</summary>
internal sealed class UnreadMessages : IReceiveObserver
{
    private readonly Dictionary<string, DeliverySequencer<LaneWork>> sequencers = new(StringComparer.Ordinal);

    /// <summary>Only while the bus is configured.</summary>
    public void Watch(string queue, DeliverySequencer<LaneWork> sequencer) => sequencers[queue] = sequencer;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => GiveUp(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => GiveUp(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

    private Task GiveUp(ReceiveContext context)
    {
        if (!sequencers.TryGetValue(context.InputAddress.AbsolutePath.Split('/')[^1], out var sequencer)) return Task.CompletedTask;
        var (channel, tag) = PartitionConsumer.Tags(context);
        sequencer.GiveUp(channel, tag);
        return Task.CompletedTask;
    }
}

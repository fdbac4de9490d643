using System.Runtime.CompilerServices;
using MassTransit.RabbitMqTransport;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Ends the wait of messages whose channel closed. Some of a closed channel's messages never reach the consumer; those
/// behind them would wait for ever, and MassTransit would wait for those before it connects again. Thread-safe.
/// </summary>
internal sealed class ChannelLifetimes(DeliverySequencer<LaneWork> sequencer)
{
    private readonly ConditionalWeakTable<ChannelContext, object> watched = [];

    public void Watch(ChannelContext channel)
    {
        if (!watched.TryAdd(channel, channel)) return;
        channel.Channel.ChannelShutdownAsync += (_, _) =>
        {
            Close(channel);
            return Task.CompletedTask;
        };
        if (channel.Channel.IsClosed) Close(channel);
    }

    private void Close(ChannelContext channel)
    {
        foreach (var work in sequencer.Close(channel)) work.Abandon();
    }
}

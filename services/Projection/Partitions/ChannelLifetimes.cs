using System.Runtime.CompilerServices;
using MassTransit.RabbitMqTransport;

namespace CreatorFlow.Projection.Partitions;

/// <summary>
/// Tells when a channel has closed. Some of a closed channel's messages never reach the consumer, and those behind them
/// would wait for ever; MassTransit waits for each before it connects again. Thread-safe.
/// </summary>
internal sealed class ChannelLifetimes
{
    private readonly ConditionalWeakTable<ChannelContext, TaskCompletionSource> closed = [];

    /// <summary>Completes when the channel has closed, whatever closed it.</summary>
    public Task ClosedAsync(ChannelContext channel) => closed.GetValue(channel, Watch).Task;

    private static TaskCompletionSource Watch(ChannelContext channel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.Channel.ChannelShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        if (channel.Channel.IsClosed) ended.TrySetResult();
        return ended;
    }
}

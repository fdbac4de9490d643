using CreatorFlow.Contracts.Deliveries;
using CreatorFlow.Hosting.Bus;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Projection.Partitions;

/// <summary>Consumes one partition: a quorum queue with a single active consumer. Acknowledges after the transaction committed.</summary>
internal sealed class PartitionConsumer(DeliverySequencer<LaneWork> sequencer, ChannelLifetimes lifetimes) : IConsumer<DeliveryBatch>
{
    public async Task Consume(ConsumeContext<DeliveryBatch> context)
    {
        var work = new LaneWork(context.Message.Deliveries);
        var (channel, tag) = Tags(context.ReceiveContext);
        var closed = lifetimes.ClosedAsync(channel);
        if (!sequencer.Enter(channel, tag, work) || await Task.WhenAny(work.Done, closed) == closed)
            throw new OperationCanceledException("The channel of this message is gone; it will be delivered again.");
        await work.Done;
    }

    /// <summary>Declares the endpoint of every partition; arguments as <see cref="PartitionTopology"/> declares them.</summary>
    public static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit)
    {
        var lifetimes = new ChannelLifetimes();
        var lanes = context.GetRequiredService<LaneSet>();
        var unread = context.GetRequiredService<UnreadMessages>();
        var partitions = context.GetRequiredService<IOptions<PartitionOptions>>().Value.Count;
        var options = context.GetRequiredService<IOptions<ProjectionOptions>>().Value;
        for (var partition = 0; partition < partitions; partition++)
        {
            var queue = PartitionOptions.QueueName(partition);
            var sequencer = new DeliverySequencer<LaneWork>(lanes.Of(partition).Enqueue);
            unread.Watch(queue, sequencer);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.SingleActiveConsumer = true;
                endpoint.PrefetchCount = options.Prefetch;
                endpoint.ConfigureConsumeTopology = false;
                endpoint.Consumer(() => new PartitionConsumer(sequencer, lifetimes));
            });
        }
    }

    internal static (ChannelContext Channel, ulong Tag) Tags(ReceiveContext context) =>
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var rabbit) && context.TryGetPayload<ChannelContext>(out var channel)
            ? (channel, rabbit.DeliveryTag)
            : throw new InvalidOperationException("A partition's message came from no RabbitMQ channel.");
}

using System.Globalization;
using MassTransit;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Sends one message to a partition and returns when the broker has confirmed it; mandatory, so a message without a queue is an error.</summary>
/// <remarks>Thread-safe. Keeps no order between concurrent calls: who needs order awaits each call.</remarks>
public sealed class PartitionSender(IBus bus)
{
    /// <exception cref="Exception">Not confirmed (broker down, message returned, time out): it may or may not have been stored.</exception>
    public async Task SendAsync<T>(int partition, T message, CancellationToken cancellation) where T : class
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"exchange:{PartitionOptions.QueueName(partition)}"));
        var endpoint = await bus.GetSendEndpoint(address).WaitAsync(cancellation);
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(Mandatory.Make), cancellation).WaitAsync(cancellation);
    }
}

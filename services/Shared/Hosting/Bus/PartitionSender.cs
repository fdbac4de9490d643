using CreatorFlow.Contracts.Deliveries;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Bus;

/// <summary>Sends deliveries to a partition and returns when the broker has confirmed them; mandatory, so a message without a queue is an error.</summary>
/// <remarks>Thread-safe; one message of a partition is under way at a time. Keeps no order between concurrent calls: who needs order awaits each call.</remarks>
public sealed class PartitionSender : IAsyncDisposable
{
    private readonly PublishingConnection connection;
    private readonly PartitionOutlet[] outlets;

    /// <param name="broker">Where to connect; the connection opens with the first message.</param>
    /// <param name="partitions">How many there are.</param>
    public PartitionSender(BrokerAddress broker, IOptions<PartitionOptions> partitions)
    {
        connection = new(broker);
        outlets = [.. Enumerable.Range(0, partitions.Value.Count).Select(partition => new PartitionOutlet(connection, partition))];
    }

    /// <summary>One message that carries all of <paramref name="deliveries"/>, in their order.</summary>
    /// <exception cref="Exception">Not confirmed (broker down, message returned, cancelled): it may or may not have been stored.</exception>
    public Task SendAsync(int partition, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        outlets[partition].SendAsync(DeliveryCodec.Pack(deliveries), cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var outlet in outlets) outlet.Dispose();
        await connection.DisposeAsync();
    }
}

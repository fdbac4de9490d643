using System.Buffers;
using CreatorFlow.Contracts.Deliveries;
using RabbitMQ.Client.Events;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One message on its way through a lane.</summary>
/// <remarks>What waits stays packed: a backlog then costs its bytes, in buffers that are used again, and no objects that outlive a collection.</remarks>
/// <param name="channel">Where it came from; one channel's messages come in the order of their tags.</param>
/// <param name="message">As it came; its body is copied, since the buffer is the client's.</param>
internal sealed class LaneWork(PartitionChannel channel, BasicDeliverEventArgs message)
{
    private readonly int length = message.Body.Length;
    private byte[] body = Copied(message.Body);

    public PartitionChannel Channel => channel;

    /// <summary>The broker's number of it on this channel.</summary>
    public ulong Tag { get; } = message.DeliveryTag;

    public string? ContentType { get; } = message.BasicProperties.ContentType;

    public ReadOnlyMemory<byte> Body => body.AsMemory(0, length);

    /// <summary>What it carries, in order.</summary>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read.</exception>
    public IReadOnlyList<Delivery> Unpack() => DeliveryCodec.Unpack(Body.Span);

    /// <summary>The body is not read again.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(body);
        body = [];
    }

    private static byte[] Copied(ReadOnlyMemory<byte> body)
    {
        var copy = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(copy);
        return copy;
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using CreatorFlow.Testing.Servers;

namespace CreatorFlow.Tests.Integration.Projection;

/// <summary>A broker that holds messages for delivered which reached nobody: the connections that there are get none any more, and all else that they are sent.</summary>
internal sealed class LostDeliveries
{
    private readonly ConcurrentBag<Frames> connections = [];

    public LostDeliveries(Wire broker) => broker.Receiving = () =>
    {
        var frames = new Frames();
        connections.Add(frames);
        return frames.Pass;
    };

    public void Begin()
    {
        foreach (var connection in connections) connection.LoseDeliveries = true;
    }

    /// <summary>AMQP 0-9-1, section 4.2: type, channel and size, a payload of that size, and an end mark.</summary>
    private sealed class Frames
    {
        private const int Head = 7;
        private const byte Method = 1, Content = 2, Body = 3;
        private const uint BasicDeliver = (60 << 16) + 60;
        private byte[] rest = [];

        public volatile bool LoseDeliveries;

        public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> piece)
        {
            byte[] all = [.. rest, .. piece.Span];
            var (at, passed) = (0, new List<byte>(all.Length));
            while (all.Length - at >= Head && Length(all.AsSpan(at)) is var length && at + length <= all.Length)
            {
                var frame = all.AsSpan(at, length);
                if (!LoseDeliveries || !IsDelivery(frame)) passed.AddRange(frame);
                at += length;
            }
            rest = all[at..];
            return passed.ToArray();
        }

        private static int Length(ReadOnlySpan<byte> frame) => Head + (int)BinaryPrimitives.ReadUInt32BigEndian(frame[3..]) + 1;

        /// <summary>A consumer is sent content with deliveries alone.</summary>
        private static bool IsDelivery(ReadOnlySpan<byte> frame) =>
            frame[0] is Content or Body || (frame[0] == Method && BinaryPrimitives.ReadUInt32BigEndian(frame[Head..]) == BasicDeliver);
    }
}

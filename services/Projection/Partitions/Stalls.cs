namespace CreatorFlow.Projection.Partitions;

/// <summary>What one partition's consumer did on its connection.</summary>
/// <param name="Began">When it began to consume, by the clock's timestamp.</param>
/// <param name="Received">Messages that arrived.</param>
/// <param name="InHand">How many of them are not acknowledged yet.</param>
internal readonly record struct Handled(long Began, long Received, long InHand);

/// <summary>Notices a partition that stands still: messages wait in it, no fewer than before, while this process got none and has none in hand.</summary>
/// <remarks>
/// <para>A broker may hold messages for handed out that never left it. A quorum queue sends them through its member on the consumer's node, as that member
/// comes to the point where they were handed out; one that catches up by a snapshot never comes there (RabbitMQ 3.10.8: <c>rabbit_fifo:delivery_effect</c>,
/// <c>ra_server_proc:can_execute_locally</c>). The consumer then has its full prefetch outstanding and waits for ever, healthy by every other sign. With
/// another connection they are handed out again, in order.</para>
/// <para>Of another replica's partition one cannot tell this from a backlog that grows while the other is at it: it asks for longer and longer before it calls that still. Not thread-safe.</para>
/// </remarks>
internal sealed class Stalls(int partitions, TimeProvider clock)
{
    /// <summary>Two looks in a row may find the same by chance.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Seen[] seen = [.. Enumerable.Repeat(new Seen(0, 0, clock.GetTimestamp(), First), partitions)];

    /// <param name="partition">Which.</param>
    /// <param name="waiting">Messages that the broker has ready in it.</param>
    /// <param name="handled">By this process, on the connection that it has now.</param>
    /// <returns>True when it has stood still for so long that another connection is worth it; then not again for twice as long.</returns>
    public bool Look(int partition, long waiting, Handled handled)
    {
        var before = seen[partition];
        var moves = waiting == 0 || waiting < before.Waiting || handled.InHand > 0 || handled.Received > before.Received;
        var stands = !moves && clock.GetElapsedTime(Math.Max(before.Since, handled.Began)) >= before.Patience;
        seen[partition] = new(waiting, handled.Received,
            moves || stands ? clock.GetTimestamp() : before.Since,
            moves ? First : stands ? Longer(before.Patience) : before.Patience);
        return stands;
    }

    private static TimeSpan Longer(TimeSpan patience) => patience * 2 < Longest ? patience * 2 : Longest;

    private readonly record struct Seen(long Waiting, long Received, long Since, TimeSpan Patience);
}

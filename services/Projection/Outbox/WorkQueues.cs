namespace CreatorFlow.Projection.Outbox;

/// <summary>The queues that the outbox feeds; their names are part of the contract with Adapters.</summary>
internal static class WorkQueues
{
    public const string FetchOrder = "creatorflow.work.fetch-order";

    /// <summary>No queue of its own: the message is a delivery for the partition of its creator.</summary>
    public const string OwnPartition = "creatorflow.events.own-partition";
}

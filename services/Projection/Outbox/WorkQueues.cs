namespace CreatorFlow.Projection.Outbox;

/// <summary>The queues that the outbox feeds; their names are part of the contract with Adapters.</summary>
internal static class WorkQueues
{
    public const string FetchOrder = "creatorflow.work.fetch-order";
}

using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One message on its way through a lane.</summary>
internal sealed class LaneWork(IReadOnlyList<Delivery> deliveries)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Delivery> Deliveries { get; } = deliveries;

    /// <summary>Completes when everything of it is committed.</summary>
    public Task Done => done.Task;

    public void Complete() => done.TrySetResult();

    public void Abandon() => done.TrySetCanceled();
}

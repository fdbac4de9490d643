using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One message on its way through a lane.</summary>
/// <param name="Deliveries">What it carries, in order.</param>
/// <param name="CommittedAsync">Called once everything of it is committed; acknowledges it and does not throw.</param>
internal sealed record LaneWork(IReadOnlyList<Delivery> Deliveries, Func<Task> CommittedAsync);

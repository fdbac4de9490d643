using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Partitions;

/// <summary>One message on its way through a lane.</summary>
/// <param name="Channel">Where it came from; one channel's messages come in the order of their tags.</param>
/// <param name="Tag">The broker's number of it on this channel.</param>
/// <param name="Deliveries">What it carries, in order.</param>
internal sealed record LaneWork(PartitionChannel Channel, ulong Tag, IReadOnlyList<Delivery> Deliveries);

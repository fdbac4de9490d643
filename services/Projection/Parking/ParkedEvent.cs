using CreatorFlow.Contracts.Channels;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Projection.Parking;

/// <summary>An event that could not be decided (<c>parked</c>), or that waits behind one of its aggregate (<c>waiting</c>).</summary>
internal sealed record ParkedEvent(string Aggregate, Delivery Delivery, int Index, ChannelEvent Event, string Status, string Reason);

using CreatorFlow.Simulator.Faults;

namespace CreatorFlow.Simulator.Sending;

/// <summary>Something to send that is neither delivered nor given up.</summary>
/// <param name="Number">Order of production.</param>
/// <param name="CreatorId">Whose it is.</param>
/// <param name="Outgoing">What it is.</param>
internal sealed record Parcel(long Number, string CreatorId, Outgoing Outgoing);

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Asks for a note in the database once everything that is before it in its partition is committed.</summary>
/// <remarks>It travels a partition like a delivery and has no effect of its own. Whoever sent it knows from the note that what was confirmed
/// before it has come to its end. Safe to repeat.</remarks>
/// <param name="Name">Of the one who asks; the note carries it.</param>
/// <param name="Partition">The partition that it travels.</param>
public sealed record PartitionMark(string Name, int Partition);

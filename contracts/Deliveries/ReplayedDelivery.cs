namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Ingest's answer for one archived delivery that it was asked to read again.</summary>
/// <param name="Id">The delivery's.</param>
/// <param name="Code">Null when it was sent to its partition, else the stable code why it was not:
/// <c>delivery.not_a_webhook</c>, <c>connection.unknown</c>, <c>ingest.unavailable</c>.</param>
public sealed record ReplayedDelivery(string Id, string? Code);

namespace CreatorFlow.Contracts.Deliveries;

/// <summary>Who stands behind a person's change: kept with every event that it causes.</summary>
/// <param name="Id">The public id of the API key.</param>
/// <param name="Name">What the key's owner calls it.</param>
public sealed record DeliveryActor(string Id, string Name);

namespace CreatorFlow.Accounts.Audit;

/// <summary>Who changes something.</summary>
/// <param name="Id">The API key's public id.</param>
/// <param name="Name">What its owner calls the key.</param>
public sealed record Actor(string Id, string Name);

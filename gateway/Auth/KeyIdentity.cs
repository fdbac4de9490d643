namespace CreatorFlow.Gateway.Auth;

/// <summary>Whom a request's API key speaks for.</summary>
internal sealed record KeyIdentity(string Id, string CreatorId, IReadOnlyList<string> Scopes)
{
    private const string Owner = "owner";

    /// <summary>Reads need any scope, everything else the owner's.</summary>
    public bool May(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
        ? Scopes.Count > 0
        : Scopes.Contains(Owner, StringComparer.Ordinal);
}

using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>What a call to a shop's Admin API needs of a connection, its token in the clear: never log it.</summary>
internal sealed record ShopifyAccount
{
    /// <summary>The version whose rules the documents in <see cref="Documents"/> follow.</summary>
    public const string Version = "2026-04";

    public required string ConnectionId { get; init; }
    public required Uri Endpoint { get; init; }
    public required string AccessToken { get; init; }

    /// <summary>The account of a connection, or null when its token or address is missing.</summary>
    public static ShopifyAccount? From(Connection connection)
    {
        if (connection.Secrets.AccessToken is not { Length: > 0 } token || ShopOf(connection.Settings) is not { } shop) return null;
        return new ShopifyAccount { ConnectionId = connection.Id, Endpoint = new Uri(shop, $"/admin/api/{Version}/graphql.json"), AccessToken = token };
    }

    /// <summary>An account prints as its connection's id alone.</summary>
    public override string ToString() => ConnectionId;

    /// <summary>Plain http only where somebody wrote it down as the address of the API.</summary>
    private static Uri? ShopOf(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue("apiBaseUrl", out var address))
            return Uri.TryCreate(address, UriKind.Absolute, out var api) && api.Scheme is "https" or "http" ? api : null;
        return settings.TryGetValue("shopDomain", out var domain) && Uri.CheckHostName(domain) == UriHostNameType.Dns ? new Uri($"https://{domain}") : null;
    }
}

using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>What a call to the Selling Partner API needs of a connection, the token in the clear: never log it.</summary>
internal sealed record AmazonAccount
{
    /// <summary>North America's; sellers elsewhere state theirs as <c>apiBaseUrl</c>.</summary>
    private static readonly Uri PublicApi = new("https://sellingpartnerapi-na.amazon.com");

    public required string ConnectionId { get; init; }
    public required Uri Api { get; init; }
    public required string SellerId { get; init; }

    /// <summary>At least one, e.g. <c>ATVPDKIKX0DER</c>.</summary>
    public required IReadOnlyList<string> MarketplaceIds { get; init; }
    public required string AccessToken { get; init; }

    /// <summary>The account of a connection, or null when its seller, marketplaces, token or address is missing.</summary>
    public static AmazonAccount? From(Connection connection)
    {
        var settings = connection.Settings;
        if (!settings.TryGetValue("sellerId", out var seller) || seller.Length == 0 || connection.Secrets.AccessToken is not { Length: > 0 } token) return null;
        if (Marketplaces(settings) is not { Length: > 0 } marketplaces || ApiOf(settings) is not { } api) return null;
        return new AmazonAccount { ConnectionId = connection.Id, Api = api, SellerId = seller, MarketplaceIds = marketplaces, AccessToken = token };
    }

    /// <summary>An account prints as its connection alone.</summary>
    public override string ToString() => ConnectionId;

    private static string[] Marketplaces(IReadOnlyDictionary<string, string> settings) =>
        settings.GetValueOrDefault("marketplaceIds", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Uri? ApiOf(IReadOnlyDictionary<string, string> settings)
    {
        if (!settings.TryGetValue("apiBaseUrl", out var address)) return PublicApi;
        return Uri.TryCreate(address, UriKind.Absolute, out var api) && api.Scheme is "https" or "http" ? api : null;
    }
}

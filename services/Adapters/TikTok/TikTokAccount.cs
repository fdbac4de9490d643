using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>What a call to TikTok Shop needs of a connection, secrets in the clear: never log it.</summary>
internal sealed record TikTokAccount
{
    private static readonly Uri PublicApi = new("https://open-api.tiktokglobalshop.com");

    public required Uri Api { get; init; }
    public required string AppKey { get; init; }
    public required string AppSecret { get; init; }
    public required string AccessToken { get; init; }

    /// <summary>Which of the seller's shops; null for an app that is authorised for one alone.</summary>
    public string? ShopCipher { get; init; }

    /// <summary>The account of a connection, or null when its app key, token or address is missing.</summary>
    public static TikTokAccount? From(Connection connection)
    {
        if (!connection.Settings.TryGetValue("appKey", out var appKey) || connection.Secrets.AccessToken is not { Length: > 0 } token) return null;
        if (ApiOf(connection.Settings) is not { } api) return null;
        return new TikTokAccount
        {
            Api = api,
            AppKey = appKey,
            AppSecret = connection.Secrets.Current,
            AccessToken = token,
            ShopCipher = connection.Settings.GetValueOrDefault("shopCipher"),
        };
    }

    /// <summary>An account prints as its app key alone.</summary>
    public override string ToString() => AppKey;

    private static Uri? ApiOf(IReadOnlyDictionary<string, string> settings)
    {
        if (!settings.TryGetValue("apiBaseUrl", out var address)) return PublicApi;
        return Uri.TryCreate(address, UriKind.Absolute, out var api) && api.Scheme is "https" or "http" ? api : null;
    }
}

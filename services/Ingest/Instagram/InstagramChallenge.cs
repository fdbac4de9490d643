using CreatorFlow.Accounts.Connections;
using CreatorFlow.Ingest.Webhooks;

namespace CreatorFlow.Ingest.Instagram;

/// <summary>Meta's question before it subscribes: <c>hub.mode</c>, <c>hub.verify_token</c>, <c>hub.challenge</c>.</summary>
/// <remarks>Source: developers.facebook.com/docs/graph-api/webhooks/getting-started.</remarks>
internal static class InstagramChallenge
{
    /// <summary>The connection's setting that holds the token that the owner gave to Meta; without it nothing is answered.</summary>
    public const string TokenSetting = "verifyToken";

    /// <summary>Meta sends ten digits.</summary>
    private const int MostCharacters = 200;

    /// <returns>What to echo, or null.</returns>
    public static string? Answer(IQueryCollection query, Connection connection)
    {
        if (!connection.Settings.TryGetValue(TokenSetting, out var token) || token.Length == 0) return null;
        var known = Hmac.Same(query["hub.verify_token"].ToString(), token);
        var challenge = query["hub.challenge"].ToString();
        return known && query["hub.mode"] == "subscribe" && challenge.Length is > 0 and <= MostCharacters ? challenge : null;
    }
}

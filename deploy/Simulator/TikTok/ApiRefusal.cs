using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Why TikTok's API would not answer a request.</summary>
/// <remarks>Codes: partner.tiktokshop.com, "Common errors"; the HTTP statuses beside them are our choice.</remarks>
internal sealed record ApiRefusal(int Status, long Code, string Message)
{
    public static readonly ApiRefusal TooManyRequests = new(429, 36009002, "Too many requests");

    private static readonly ApiRefusal BadToken = new(401, 105002, "Expired credentials");
    private static readonly ApiRefusal BadSign = new(401, 106001, "Invalid sign");
    private static readonly ApiRefusal BadTimestamp = new(400, 36009004, "Invalid timestamp");
    private static readonly ApiRefusal NoCipher = new(400, 106013, "Missing shop_cipher");
    private static readonly ApiRefusal OtherShop = new(401, 101000, "The token does not belong to this shop");

    /// <summary>The refusal, or null when the request is in order.</summary>
    public static ApiRefusal? Of(SimulatedConnection? connection, ApiRequest request, DateTimeOffset now)
    {
        if (connection is null || !SignFits(connection.Secret, request)) return BadSign;
        if (!TimeFits(request.Query, now)) return BadTimestamp;
        return request.Token.Length == 0 || (connection.AccessToken ?? request.Token) != request.Token ? BadToken : null;
    }

    /// <summary>The same for calls that concern one shop of the app.</summary>
    public static ApiRefusal? OfShop(SimulatedConnection? connection, ApiRequest request, DateTimeOffset now)
    {
        if (Of(connection, request, now) is { } refusal) return refusal;
        if (connection!.ShopCipher is not { } cipher) return null;
        var named = request.Query.GetValueOrDefault("shop_cipher", "");
        return named.Length == 0 ? NoCipher : named == cipher ? null : OtherShop;
    }

    private static bool SignFits(string secret, ApiRequest request) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Query.GetValueOrDefault("sign", "")),
        Encoding.UTF8.GetBytes(TikTokSignature.OfRequest(secret, request.Path, request.Query, request.Body)));

    /// <summary>From five minutes ago to thirty seconds ahead.</summary>
    private static bool TimeFits(IReadOnlyDictionary<string, string> query, DateTimeOffset now) =>
        long.TryParse(query.GetValueOrDefault("timestamp", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && now.ToUnixTimeSeconds() - seconds is >= -30 and <= 300;
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreatorFlow.Simulator.Connections;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>Why TikTok's API would not answer a request.</summary>
/// <remarks>Codes: partner.tiktokshop.com, "Common errors"; the HTTP statuses beside them are our choice.</remarks>
internal sealed record ApiRefusal(int Status, long Code, string Message)
{
    private static readonly ApiRefusal BadToken = new(401, 105002, "Expired credentials");
    private static readonly ApiRefusal BadSign = new(401, 106001, "Invalid sign");
    private static readonly ApiRefusal BadTimestamp = new(400, 36009004, "Invalid timestamp");

    /// <summary>The refusal, or null when the request is in order.</summary>
    public static ApiRefusal? Of(SimulatedConnection? connection, string token, IReadOnlyDictionary<string, string> query, DateTimeOffset now)
    {
        if (connection is null || !SignFits(connection.Secret, query)) return BadSign;
        if (!TimeFits(query, now)) return BadTimestamp;
        return token.Length == 0 || (connection.AccessToken ?? token) != token ? BadToken : null;
    }

    private static bool SignFits(string secret, IReadOnlyDictionary<string, string> query) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(query.GetValueOrDefault("sign", "")),
        Encoding.UTF8.GetBytes(TikTokSignature.OfRequest(secret, OrderDetailEndpoint.Path, query)));

    /// <summary>From five minutes ago to thirty seconds ahead.</summary>
    private static bool TimeFits(IReadOnlyDictionary<string, string> query, DateTimeOffset now) =>
        long.TryParse(query.GetValueOrDefault("timestamp", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && now.ToUnixTimeSeconds() - seconds is >= -30 and <= 300;
}

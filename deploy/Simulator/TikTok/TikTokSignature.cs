using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Simulator.TikTok;

/// <summary>How TikTok Shop signs its webhooks and checks requests to its API.</summary>
internal static class TikTokSignature
{
    /// <summary>Value of the <c>Authorization</c> header of a webhook. Rule: tts-webhooks-overview.</summary>
    public static string OfWebhook(string appKey, string appSecret, string body) => Hmac(appSecret, appKey + body);

    /// <summary>The <c>sign</c> that a request must carry; a GET has no body. Rule: sign-your-api-request.</summary>
    public static string OfRequest(string appSecret, string path, IEnumerable<KeyValuePair<string, string>> query, string body = "")
    {
        var signed = query.Where(p => p.Key != "sign" && p.Key != "access_token")
            .OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value);
        return Hmac(appSecret, appSecret + path + string.Concat(signed) + body + appSecret);
    }

    private static string Hmac(string key, string content) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content)));
}

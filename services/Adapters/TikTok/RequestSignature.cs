using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.Adapters.TikTok;

/// <summary>Signs a request to TikTok Shop's API.</summary>
/// <remarks>Rule: partner.tiktokshop.com/docv2/page/sign-your-api-request.</remarks>
internal static class RequestSignature
{
    /// <summary>Lower-case hex HMAC-SHA256 over path, sorted parameters and body, wrapped in the secret.</summary>
    /// <param name="secret">The app's secret.</param>
    /// <param name="path">Path without query, with its leading slash.</param>
    /// <param name="query">Parameters unescaped; <c>sign</c> and <c>access_token</c> never take part.</param>
    /// <param name="body">Empty for GET and for multipart bodies.</param>
    public static string Of(string secret, string path, IEnumerable<KeyValuePair<string, string>> query, string body = "")
    {
        var content = new StringBuilder(secret).Append(path);
        foreach (var (key, value) in query.Where(IsSigned).OrderBy(p => p.Key, StringComparer.Ordinal))
            content.Append(key).Append(value);
        content.Append(body).Append(secret);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content.ToString())));
    }

    private static bool IsSigned(KeyValuePair<string, string> parameter) => parameter.Key is not ("sign" or "access_token");
}

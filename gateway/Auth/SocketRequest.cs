using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CreatorFlow.Gateway.Auth;

/// <summary>
/// What a request for a WebSocket shows. A browser sets no header on it, and an address is written down in too many logs: the token
/// comes as one more subprotocol, as Kubernetes takes it.
/// </summary>
internal static class SocketRequest
{
    private const string Bearer = "base64url.bearer.authorization.creatorflow.";

    /// <summary>By HTTP/1.1's upgrade or HTTP/2's extended CONNECT.</summary>
    public static bool Is(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" }
        || HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase);

    /// <summary>The token; "" for what is none; null when nothing was shown.</summary>
    public static string? Token(IHeaderDictionary headers)
    {
        if (Offered(headers.SecWebSocketProtocol).FirstOrDefault(IsToken) is not { } shown) return null;
        var coded = shown[Bearer.Length..];
        return Base64Url.IsValid(coded) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(coded)) : "";
    }

    /// <summary>The subprotocols beside it.</summary>
    public static IEnumerable<string> WithoutToken(StringValues offered) => Offered(offered).Where(protocol => !IsToken(protocol));

    private static bool IsToken(string protocol) => protocol.StartsWith(Bearer, StringComparison.Ordinal);

    private static IEnumerable<string> Offered(StringValues offered) =>
        offered.SelectMany(line => line!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

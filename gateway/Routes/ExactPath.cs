using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace CreatorFlow.Gateway.Routes;

/// <summary>
/// Forwards a path as it was sent. A SKU may hold any character, and the decoded path no longer tells <c>%252F</c> from
/// <c>%2F</c>, so the service has to see the original.
/// </summary>
internal static class ExactPath
{
    private const string Root = "/api/";

    public static ValueTask Forward(RequestTransformContext context)
    {
        var sent = context.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (IsPlain(sent)) context.ProxyRequest.RequestUri = new Uri(context.DestinationPrefix.TrimEnd('/') + sent);
        return default;
    }

    /// <summary>False where a dot segment could make the service read another path than the one that was let in here, or what follows a <c>#</c> would
    /// not be sent at all: those go as the path that was let in.</summary>
    internal static bool IsPlain(string sent) => sent.StartsWith(Root, StringComparison.Ordinal)
        && !sent.Contains("/.", StringComparison.Ordinal)
        && !sent.Contains('\\')
        && !sent.Contains('#')
        && !sent.Contains("%2e", StringComparison.OrdinalIgnoreCase)
        && !sent.Contains("%5c", StringComparison.OrdinalIgnoreCase);
}

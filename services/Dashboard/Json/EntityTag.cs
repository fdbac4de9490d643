using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Dashboard.Json;

/// <summary>An aggregate's version as an entity tag (RFC 9110, section 8.8.3).</summary>
internal static class EntityTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether the reader holds this version already.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0) return false;
        var current = new EntityTagHeaderValue(tag);
        return EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
            && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(current, useStrongComparison: false));
    }
}

using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CreatorFlow.Dashboard.Json;

/// <summary>An aggregate's version as an entity tag (RFC 9110, section 8.8.3).</summary>
internal static class EntityTag
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> asks for; null without one, and for <c>*</c>.</summary>
    /// <returns>False when it is anything but one strong tag of ours.</returns>
    public static bool ExpectedOf(HttpRequest request, out long? version)
    {
        version = null;
        var text = request.Headers.IfMatch.ToString();
        if (text is "" or "*") return true;
        if (text is not ['"', .. var digits, '"'] || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var given)) return false;
        version = given;
        return true;
    }

    /// <summary>Whether the reader holds this version already.</summary>
    public static bool IsKnown(HttpRequest request, string tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0) return false;
        var current = new EntityTagHeaderValue(tag);
        return EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
            && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(current, useStrongComparison: false));
    }
}

using System.Globalization;

namespace CreatorFlow.Domain.Sessions;

/// <summary>The <c>limit</c> of a list of sessions.</summary>
internal static class SessionLimit
{
    /// <returns>False when it is no whole number from 1 to <paramref name="most"/>.</returns>
    public static bool TryParse(string? text, int usual, int most, out int limit)
    {
        limit = usual;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most);
    }
}

using System.Globalization;

namespace CreatorFlow.Dashboard.Paging;

/// <summary>Pages of a list that is ordered by time and id, the newest first.</summary>
internal static class NewestFirst
{
    /// <param name="limit">As <see cref="PageRequest"/> takes it.</param>
    /// <param name="cursor">As <see cref="Cursor"/> made it.</param>
    /// <param name="page">Its limit counts.</param>
    /// <param name="before">The last row of the page before; null for the first page.</param>
    /// <returns>A problem, or null when the request is good.</returns>
    public static IResult? Parse(string? limit, string? cursor, out PageRequest page, out (DateTimeOffset At, string Id)? before)
    {
        before = null;
        if (PageRequest.Parse(limit, cursor, parts: 2, out page) is { } problem) return problem;
        if (page.Part(0) is not { } text) return null;
        if (!DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return PageRequest.NotOfThisList();
        before = (at, page.Part(1)!);
        return null;
    }

    public static string Cursor(DateTimeOffset at, string id) => PageRequest.Encode(at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), id);
}

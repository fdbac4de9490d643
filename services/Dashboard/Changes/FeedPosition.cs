using System.Globalization;
using CreatorFlow.Hosting.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreatorFlow.Dashboard.Changes;

/// <summary>Where a reader goes on in a creator's feed, or why it cannot.</summary>
/// <param name="Refused">The answer when it cannot.</param>
/// <param name="After">The last position it has seen.</param>
/// <param name="Head">The feed's newest position.</param>
internal sealed record FeedPosition(ProblemHttpResult? Refused, long After, long Head)
{
    private const string Now = "now";

    /// <param name="reader">Knows the feed's bounds.</param>
    /// <param name="creator">Whose feed.</param>
    /// <param name="cursor"><c>now</c>, empty for the beginning, or what a former answer gave.</param>
    /// <param name="cancellation">The request's.</param>
    public static async Task<FeedPosition> FindAsync(ChangeReader reader, string creator, string cursor, CancellationToken cancellation)
    {
        var (head, oldest) = await reader.BoundsAsync(creator, cancellation);
        if (cursor == Now) return new(null, head, head);
        var after = 0L;
        if (cursor.Length > 0 && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return new(Problem.Of(400, "cursor.invalid", "The cursor was not made by this feed."), 0, head);
        return after > head || after < oldest - 1 ? new(Expired(), 0, head) : new(null, after, head);
    }

    private static ProblemHttpResult Expired() => Problem.Of(410, "cursor.expired", "The feed does not reach to this cursor.",
        $"Take a cursor with since={Now}, read the lists, then go on from that cursor.");
}

using CreatorFlow.Contracts;

namespace CreatorFlow.Tests.Integration.Adapters;

/// <summary>What arrived at a platform against its limits, over every window. Pure.</summary>
internal static class PlayedWindows
{
    /// <summary>The most tokens that were gone at once: what was charged less what came back meanwhile.</summary>
    /// <param name="calls">Of one bucket.</param>
    /// <param name="perSecond">Tokens that come back.</param>
    public static double MostGone(IEnumerable<PlayedCall> calls, double perSecond)
    {
        var (gone, most, before) = (0d, 0d, DateTimeOffset.MinValue);
        foreach (var call in calls.Where(c => c.Answer is not null).OrderBy(c => c.At))
        {
            gone = before == DateTimeOffset.MinValue ? 0 : Math.Max(0, gone - ((call.At - before).TotalSeconds * perSecond));
            (gone, before) = (gone + call.Answer!.Points, call.At);
            most = Math.Max(most, gone);
        }
        return most;
    }

    /// <summary>The most calls of any window of that length.</summary>
    /// <param name="calls">In their order.</param>
    /// <param name="window">A call at its very end is not in it.</param>
    public static int Most(IReadOnlyList<PlayedCall> calls, TimeSpan window)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < calls.Count; last++)
        {
            while (calls[last].At - calls[first].At >= window) first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    /// <summary>Calls by what the platform limits together, each in their order.</summary>
    public static List<List<PlayedCall>> Kinds(PlayedConnection connection) =>
        [.. connection.Calls.GroupBy(c => Kind(connection.Platform, c)).Select(g => g.OrderBy(c => c.At).ToList())];

    /// <summary>The limit is of an API: whatever product, listing or batch its path names.</summary>
    public static string Kind(string platform, PlayedCall call) => platform switch
    {
        Platforms.Shopify => "graphql",
        Platforms.TikTok => call.Path.Split('/')[^1] == "update" ? "inventory/update" : "inventory/search",
        Platforms.Amazon when call.Told.Count > 0 => "patchListingsItem",
        Platforms.Amazon => call.Path.Count(c => c == '/') > 4 ? "getListingsItem" : "searchListingsItems",
        _ => call.Told.Count > 0 ? "items_batch" : "reads",
    };
}

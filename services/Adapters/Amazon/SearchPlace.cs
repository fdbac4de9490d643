namespace CreatorFlow.Adapters.Amazon;

/// <summary>
/// Where a page of a search begins. No more than a thousand results can be paged through, so what is beyond is asked for anew,
/// from the day on which the last of those was created. As text: that day, a bar, Amazon's own token.
/// </summary>
/// <param name="CreatedAfter">Of the listings, that moment included; empty for all of them.</param>
/// <param name="Token">Amazon's; null for the first page.</param>
internal sealed record SearchPlace(string CreatedAfter, string? Token)
{
    /// <summary>However many are found (listingsItems_2021-08-01.json, <c>numberOfResults</c>).</summary>
    public const int MostOfSearch = 1_000;

    /// <param name="cursor">Null for the first page.</param>
    public static SearchPlace Of(string? cursor)
    {
        if (cursor is null) return new("", null);
        var bar = cursor.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new("", cursor) : new(cursor[..bar], bar == cursor.Length - 1 ? null : cursor[(bar + 1)..]);
    }

    /// <returns>The next page's place; null at the end. The same place again when a thousand listings were created at one moment.</returns>
    public SearchPlace? Next(ListingsPage page)
    {
        if (page.Pagination?.NextToken is { Length: > 0 } token) return this with { Token = token };
        if (page.NumberOfResults <= MostOfSearch) return null;
        return new(page.Items is [.., { Summaries: [{ CreatedDate: { } last }, ..] }] ? last : CreatedAfter, null);
    }

    public override string ToString() => $"{CreatedAfter}|{Token}";
}

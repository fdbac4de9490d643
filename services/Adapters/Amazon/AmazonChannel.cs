using CreatorFlow.Accounts.Connections;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>Amazon: one SKU a call by <c>patchListingsItem</c>, many by a feed. What Amazon ships is Amazon's to count and is never told.</summary>
/// <remarks>Amazon has no compare-and-set and no idempotency key: a quantity told twice is the same quantity.</remarks>
internal sealed class AmazonChannel(SellingPartnerApi api, ListedItems items, FeedDesk feeds) : IChannelAdapter
{
    private const string Incomplete = "connection.incomplete";

    public string Platform => Platforms.Amazon;

    public int MostPerCall => 1;

    /// <summary>As many as there are tokens at once and in a second.</summary>
    public int CallsAtOnce => 5;

    public int MostPerFeed => ListingsFeed.MostMessages;

    public async Task<FeedAnswer> SubmitFeedAsync(Connection connection, IReadOnlyList<FeedItem> wanted, CancellationToken cancellation) =>
        AmazonAccount.From(connection) is { } account ? await feeds.SubmitAsync(account, wanted, cancellation) : new FeedAnswer.Failed(new PushResult.Refused(Incomplete));

    public async Task<FeedAnswer> LookAtFeedAsync(Connection connection, string feed, CancellationToken cancellation) =>
        AmazonAccount.From(connection) is { } account ? await feeds.LookAsync(account, feed, cancellation) : new FeedAnswer.Failed(new PushResult.Refused(Incomplete));

    public async Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> pushes, CancellationToken cancellation)
    {
        var account = AmazonAccount.From(connection);
        var results = new List<PushResult>(pushes.Count);
        foreach (var push in pushes) results.Add(account is null ? new PushResult.Refused(Incomplete) : await PushAsync(account, push, cancellation));
        return results;
    }

    public async Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation)
    {
        if (AmazonAccount.From(connection) is not { } account) return new PageAnswer.Refused(Incomplete);
        var place = SearchPlace.Of(cursor);
        return await api.CallAsync(account, AmazonOperation.SearchListingsItems, HttpMethod.Get, ListingAddress.ToSearch(account, place), null, cancellation) switch
        {
            AmazonAnswer.Fine fine => AmazonJson.TryRead<ListingsPage>(fine.Body) is { } page ? Page(account, place, page) : new PageAnswer.Unavailable("amazon.unreadable"),
            AmazonAnswer.Unavailable unavailable => new PageAnswer.Unavailable(unavailable.Code, unavailable.RetryAfter),
            var refused => new PageAnswer.Refused(CodeOf(refused)),
        };
    }

    private async Task<PushResult> PushAsync(AmazonAccount account, PushItem push, CancellationToken cancellation)
    {
        if (RefusalOf(push) is { } refusal) return new PushResult.Refused(refusal);
        return await items.FindAsync(account, push.ListingId, cancellation) switch
        {
            ItemKind.HeldBySeller own => await TellAsync(account, push, own.ProductType, cancellation),
            ItemKind.HeldByAmazon => new PushResult.Refused(SyncFailed.HeldByChannel),
            ItemKind.NotRead unread => Failure(unread.Why),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    /// <summary>A location is always Amazon's: the seller's own stock has none.</summary>
    private static string? RefusalOf(PushItem push) => push switch
    {
        { Location.Length: > 0 } => SyncFailed.HeldByChannel,
        _ when !ListingAddress.CanName(push.ListingId) => "amazon.sku_unusable",
        _ => null,
    };

    private async Task<PushResult> TellAsync(AmazonAccount account, PushItem push, string productType, CancellationToken cancellation)
    {
        var body = QuantityPatch.Of(productType, push.Quantity);
        var answer = await api.CallAsync(account, AmazonOperation.PatchListingsItem, HttpMethod.Patch, ListingAddress.ToPatch(account, push.ListingId), body, cancellation);
        var result = answer is AmazonAnswer.Fine fine ? Submitted(AmazonJson.TryRead<Submission>(fine.Body)) : Failure(answer);
        if (result is PushResult.Refused) items.Forget(account, push.ListingId);
        return result;
    }

    private static PushResult Submitted(Submission? submission) => submission switch
    {
        { Status: "ACCEPTED" } => new PushResult.Taken(),
        { Status: "INVALID", Issues: var issues } => new PushResult.Refused(FirstOf(issues)),
        _ => new PushResult.Unavailable("amazon.unreadable"),
    };

    /// <summary>The first issue that is an error; warnings may stand before it.</summary>
    private static string FirstOf(IReadOnlyList<SubmissionIssue?>? issues)
    {
        var code = issues?.OrderByDescending(i => i?.Severity == "ERROR").Select(i => i?.Code).FirstOrDefault();
        return AmazonAnswer.Named(code) ?? "amazon.invalid";
    }

    public static PushResult Failure(AmazonAnswer answer) =>
        answer is AmazonAnswer.Unavailable unavailable ? new PushResult.Unavailable(unavailable.Code, unavailable.RetryAfter) : new PushResult.Refused(CodeOf(answer));

    private static string CodeOf(AmazonAnswer answer) => answer switch
    {
        AmazonAnswer.Unknown unknown => unknown.Code,
        AmazonAnswer.Refused refused => refused.Code,
        _ => throw new System.Diagnostics.UnreachableException(answer.ToString()),
    };

    private PageAnswer Page(AmazonAccount account, SearchPlace place, ListingsPage page)
    {
        items.Learn(account, page);
        var next = place.Next(page);
        // The same place again: a thousand listings of one moment, which no search can tell apart.
        if (next is { Token: null } && next.CreatedAfter == place.CreatedAfter) return new PageAnswer.Refused("amazon.listings_unpageable");
        return new PageAnswer.Page([.. page.Items.OfType<ListingsItem>().Select(Listed)], next?.ToString());
    }

    private static ListedStock Listed(ListingsItem item)
    {
        var summary = item.Summaries is [var first, ..] ? first : null;
        return new(item.Sku, "", item.Own?.Quantity) { Sku = item.Sku, Title = summary?.ItemName, ProductId = summary?.Asin };
    }
}

using System.Text.Json;
using CreatorFlow.Adapters.Channels;
using CreatorFlow.Contracts.Inventory;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>
/// Amazon's feeds. Handing one over: (1) learn what kind each listing is, twenty a call, (2) ask for a document's address,
/// (3) put the document there, (4) make the feed. Asking: its state, and once it is over the report.
/// </summary>
/// <remarks>developer-docs.amazon.com/sp-api/docs/feeds-api-v2021-06-30-use-case-guide. Feeds are worked off in the order of their coming (Feeds API FAQ).</remarks>
internal sealed class FeedDesk(SellingPartnerApi api, FeedDocuments documents, ListedItems items)
{
    private const string Path = "/feeds/2021-06-30";

    public async Task<FeedAnswer> SubmitAsync(AmazonAccount account, IReadOnlyList<FeedItem> wanted, CancellationToken cancellation)
    {
        var (kinds, failure) = await items.FindAllAsync(account, [.. wanted.Where(i => i.Push.Location.Length == 0).Select(i => i.Push.ListingId)], cancellation);
        if (failure is not null) return new FeedAnswer.Failed(AmazonChannel.Failure(failure));
        var (told, leftOut) = (new List<(FeedItem, string)>(), new Dictionary<int, PushResult>());
        foreach (var item in wanted)
            if (item.Push.Location.Length > 0 || !kinds.TryGetValue(item.Push.ListingId, out var kind)) leftOut[item.Number] = new PushResult.Refused(item.Push.Location.Length > 0 ? SyncFailed.HeldByChannel : "amazon.not_found");
            else if (kind is ItemKind.HeldBySeller own) told.Add((item, own.ProductType));
            else leftOut[item.Number] = new PushResult.Refused(SyncFailed.HeldByChannel);
        // Nothing is left to hand over: of several reasons the first stands for all.
        if (told.Count == 0) return new FeedAnswer.Failed(new PushResult.Refused(leftOut.Values.OfType<PushResult.Refused>().First().Code));
        return await SubmitAsync(account, ListingsFeed.Of(account.SellerId, told), leftOut, cancellation);
    }

    public async Task<FeedAnswer> LookAsync(AmazonAccount account, string feed, CancellationToken cancellation)
    {
        var answer = await api.CallAsync(account, AmazonOperation.GetFeed, HttpMethod.Get, $"{Path}/feeds/{Uri.EscapeDataString(feed)}", null, cancellation);
        if (answer is AmazonAnswer.Unknown) return new FeedAnswer.Failed(new PushResult.Unavailable("amazon.feed_unknown"));
        if (answer is not AmazonAnswer.Fine fine) return NotAsked(answer);
        return AmazonJson.TryRead<FeedState>(fine.Body) switch
        {
            { Status: "DONE", ResultFeedDocumentId: { } report } => await ReadAsync(account, report, cancellation),
            { Status: "IN_QUEUE" or "IN_PROGRESS" } => new FeedAnswer.UnderWay(),
            { Status: "FATAL" } => new FeedAnswer.Failed(new PushResult.Unavailable("amazon.feed_fatal")),
            { Status: "CANCELLED" } => new FeedAnswer.Failed(new PushResult.Unavailable("amazon.feed_cancelled")),
            { Status: "DONE" } => new FeedAnswer.Failed(new PushResult.Unavailable("amazon.feed_unreported")),
            _ => new FeedAnswer.UnderWay("amazon.unreadable"),
        };
    }

    private async Task<FeedAnswer> SubmitAsync(AmazonAccount account, byte[] body, Dictionary<int, PushResult> leftOut, CancellationToken cancellation)
    {
        var address = await api.CallAsync(account, AmazonOperation.CreateFeedDocument, HttpMethod.Post, $"{Path}/documents", Json(new { contentType = ListingsFeed.ContentType }), cancellation);
        if (address is not AmazonAnswer.Fine made) return new FeedAnswer.Failed(AmazonChannel.Failure(address));
        if (AmazonJson.TryRead<FeedDocument>(made.Body) is not { FeedDocumentId: { } id } document) return new FeedAnswer.Failed(new PushResult.Unavailable("amazon.unreadable"));
        if (await documents.PutAsync(account, document, body, cancellation) is AmazonAnswer.Unavailable unavailable) return new FeedAnswer.Failed(AmazonChannel.Failure(unavailable));
        var order = Json(new { feedType = ListingsFeed.Type, marketplaceIds = account.MarketplaceIds, inputFeedDocumentId = id });
        var created = await api.CallAsync(account, AmazonOperation.CreateFeed, HttpMethod.Post, $"{Path}/feeds", order, cancellation);
        // Amazon may have it all the same, and work it off after what is newer: it stays a feed and is handed over again.
        if (created is AmazonAnswer.Unavailable { RetryAfter: null } unheard) return new FeedAnswer.UnderWay(unheard.Code);
        if (created is not AmazonAnswer.Fine fine) return new FeedAnswer.Failed(AmazonChannel.Failure(created));
        return AmazonJson.TryRead<FeedState>(fine.Body) is { FeedId: { Length: > 0 } name } ? new FeedAnswer.Submitted(name, leftOut) : new FeedAnswer.UnderWay("amazon.unreadable");
    }

    private async Task<FeedAnswer> ReadAsync(AmazonAccount account, string id, CancellationToken cancellation)
    {
        var address = await api.CallAsync(account, AmazonOperation.GetFeedDocument, HttpMethod.Get, $"{Path}/documents/{Uri.EscapeDataString(id)}", null, cancellation);
        if (address is not AmazonAnswer.Fine found) return NotAsked(address);
        if (AmazonJson.TryRead<FeedDocument>(found.Body) is not { } document) return new FeedAnswer.UnderWay("amazon.unreadable");
        var read = await documents.GetAsync(account, document, cancellation);
        if (read is not AmazonAnswer.Fine fine) return NotAsked(read);
        // Errors that name no listing: nobody knows which were taken, and told again they are the same quantities.
        return AmazonJson.TryRead<FeedReport>(fine.Body) is { } report && report.NotTaken() is { } notTaken
            ? new FeedAnswer.Finished(notTaken)
            : new FeedAnswer.Failed(new PushResult.Unavailable("amazon.feed_unreported"));
    }

    /// <summary>What became of it is not known: a token that is not accepted now may be later.</summary>
    private static FeedAnswer.UnderWay NotAsked(AmazonAnswer answer) => AmazonChannel.Failure(answer) switch
    {
        PushResult.Unavailable unavailable => new(unavailable.Code, unavailable.RetryAfter),
        PushResult.Refused refused => new(refused.Code, TimeSpan.FromMinutes(1)),
        var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
    };

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body, AmazonJson.Options);
}

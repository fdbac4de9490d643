using CreatorFlow.Accounts.Connections;

namespace CreatorFlow.Adapters.Channels;

/// <summary>
/// All that differs between the platforms that are told what is available. An adapter takes its tokens before each call
/// (<see cref="Limits.TokenBuckets"/>), answers what a platform says as values and throws nothing but cancellation for it.
/// </summary>
/// <remarks>Thread-safe. How to add one: <c>docs/adapters.md</c>. What one must hold: <c>ChannelAdapterCompliance</c> in <c>tests/Contracts</c>.</remarks>
internal interface IChannelAdapter
{
    /// <summary>One of <see cref="Contracts.Platforms"/>.</summary>
    string Platform { get; }

    /// <summary>Listings that one call may tell.</summary>
    int MostPerCall { get; }

    /// <summary>Calls of one connection under way at once.</summary>
    int CallsAtOnce { get; }

    /// <summary>True when the platform's stock reports name each location; false when they tell one number for all of them, whatever its pages name.</summary>
    bool NamesLocations => false;

    /// <summary>Tells a channel what its listings are to show: one result for each item, in their order.</summary>
    Task<IReadOnlyList<PushResult>> PushAsync(Connection connection, IReadOnlyList<PushItem> items, CancellationToken cancellation);

    /// <summary>Reads a page of what the channel shows.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PageAnswer> ReadAsync(Connection connection, string? cursor, CancellationToken cancellation);

    /// <summary>Asks for what pages leave out, where the platform charges for it and few listings need it: what names a listing, and whether it is counted. Pages that are whole are answered as they are.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="listings">Of one page.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The same listings in their order, or why not.</returns>
    Task<PageAnswer> DescribeAsync(Connection connection, IReadOnlyList<ListedStock> listings, CancellationToken cancellation) => Task.FromResult<PageAnswer>(new PageAnswer.Page(listings, null));

    /// <summary>How many listings one feed may hold: a piece that the platform takes now and works off later, where calls alone would take too long. 0 for a platform that is told by calls alone; otherwise the two methods below are its own.</summary>
    int MostPerFeed => 0;

    /// <summary>Hands over a feed. What it left out is answered at once; handed over twice, it has the same effect, and feeds are worked off in the order of their coming.
    /// One that the platform may have taken without saying so is <see cref="FeedAnswer.UnderWay"/>, and is handed over again.</summary>
    Task<FeedAnswer> SubmitFeedAsync(Connection connection, IReadOnlyList<FeedItem> items, CancellationToken cancellation) => Task.FromResult(FeedsNotTaken);

    /// <summary>Asks what became of a feed.</summary>
    /// <param name="connection">Whose.</param>
    /// <param name="feed">The platform's name of it.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<FeedAnswer> LookAtFeedAsync(Connection connection, string feed, CancellationToken cancellation) => Task.FromResult(FeedsNotTaken);

    /// <summary>True when the platform can be asked which webhooks it sends, and to send more: then the two methods below are its own.</summary>
    bool KeepsSubscriptions => false;

    /// <summary>Asks which topics that Ingest reads are not sent to an address.</summary>
    Task<SubscriptionAnswer> FindMissingTopicsAsync(Connection connection, Uri address, CancellationToken cancellation) => Task.FromResult(SubscriptionsNotKept);

    /// <summary>Has a topic, one of those that were missing, sent to an address.</summary>
    Task<SubscriptionAnswer> SubscribeAsync(Connection connection, Uri address, string topic, CancellationToken cancellation) => Task.FromResult(SubscriptionsNotKept);

    private static FeedAnswer FeedsNotTaken => new FeedAnswer.Failed(new PushResult.Refused("feeds.not_taken"));

    private static SubscriptionAnswer SubscriptionsNotKept => new SubscriptionAnswer.Failure("subscriptions.not_kept", Passing: false);
}

/// <summary>What one listing is to show.</summary>
/// <param name="ListingId">As in stock reports of the platform.</param>
/// <param name="Location">The channel's own name of the location; empty for none.</param>
/// <param name="Quantity">Units, at least 0.</param>
/// <param name="Expected">Units that the channel is expected to show before; null when nobody knows.</param>
/// <param name="IdempotencyKey">The same for every try of the same wish; a UUID.</param>
internal sealed record PushItem(string ListingId, string Location, long Quantity, long? Expected, Guid IdempotencyKey);

/// <summary>What a channel said to one item. A closed union.</summary>
internal abstract record PushResult
{
    private PushResult() { }

    /// <summary>It shows the quantity, or will without our doing.</summary>
    public sealed record Taken : PushResult;

    /// <summary>It showed something else than expected and took nothing.</summary>
    /// <param name="Shown">Units that it shows; null only until they were asked for, since the next wish would begin from the same wrong number.</param>
    public sealed record Stale(long? Shown) : PushResult;

    /// <summary>Code: the claim ended before the call did, most often over the wait for a limit.</summary>
    public const string Overran = "push.overran";

    /// <summary>Telling again will not help before somebody changes something.</summary>
    /// <param name="Code">Stable, dotted, e.g. <c>tiktok.12052048</c>.</param>
    public sealed record Refused(string Code) : PushResult;

    /// <summary>Throttled, slow or failing: told again later it may take it.</summary>
    /// <param name="Code">Stable, dotted, e.g. <c>shopify.throttled</c>.</param>
    /// <param name="RetryAfter">The platform's own wish, when it states one.</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : PushResult;
}

/// <summary>What came of reading a page. A closed union.</summary>
internal abstract record PageAnswer
{
    private PageAnswer() { }

    /// <param name="Listings">What the channel shows now.</param>
    /// <param name="Next">Where the next page begins; null at the end.</param>
    public sealed record Page(IReadOnlyList<ListedStock> Listings, string? Next) : PageAnswer;

    /// <inheritdoc cref="PushResult.Refused"/>
    public sealed record Refused(string Code) : PageAnswer;

    /// <inheritdoc cref="PushResult.Unavailable"/>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null) : PageAnswer;
}

/// <summary>One listing at one location, as the channel shows it.</summary>
/// <param name="ListingId">As in stock reports of the platform.</param>
/// <param name="Location">The channel's own name of it; empty for none.</param>
/// <param name="Available">Units; null when the channel does not count it.</param>
internal sealed record ListedStock(string ListingId, string Location, long? Available)
{
    /// <summary>The seller's own SKU as the platform carries it.</summary>
    public string? Sku { get; init; }
    public string? Title { get; init; }
    public string? Barcode { get; init; }
    public string? ProductId { get; init; }

    /// <summary>Other ids of the same listing that order lines use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

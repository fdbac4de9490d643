using CreatorFlow.Contracts;

namespace CreatorFlow.Benchmarks.Channels;

/// <summary>The least that a piece of work can take, whoever does it: the fewest calls, and the time that the platform's limit lets those go in, from a full bucket.</summary>
/// <remarks>The platforms' own limits, not what adapters keep to below them; the network, and what the platform takes to work anything off, count as nothing.</remarks>
/// <param name="Calls">Requests.</param>
/// <param name="Time">Until the last may be made; at least a hundredth of a second.</param>
internal sealed record Least(int Calls, TimeSpan Time)
{
    /// <summary>Levels of one <c>inventorySetQuantities</c> (shopify.dev, limits of input arrays), and points that a mutation costs (calculated query costs).</summary>
    private const int ShopifyLevels = 250, ShopifyMutation = 10;

    /// <summary>Points of the Standard plan: a second, and saved up (shopify.dev, rate limits); rows of a connection at most.</summary>
    private const double ShopifyPerSecond = 100, ShopifyBucket = 2_000;

    /// <summary>A page of levels: each row is a level with its quantity, an object each, and there is no number without both; rows of a page at most.</summary>
    private const int ShopifyRow = 2, ShopifyRowsOfPage = 250;

    /// <summary>TikTok Shop, of an app, shop and API (rate limits, December 2025); an update is of one product, a page of a hundred (API reference, 202309 and 202502).</summary>
    private const double TikTokPerSecond = 50;
    private const int TikTokPage = 100;

    /// <summary>Amazon, <c>searchListingsItems</c>: 5 a second, 5 at once, 20 items a page (usage plan and model of Listings Items 2021-08-01).</summary>
    private const double AmazonSearches = 5;
    private const int AmazonPage = 20;

    /// <summary>A feed: document, upload, feed, one look, its report's address, the report; all within the bursts of their plans, up to 25,000 items (changelog, May 2025).</summary>
    private const int AmazonFeedCalls = 6, AmazonFeedItems = 25_000;

    /// <summary>Meta's <c>items_batch</c> takes 5,000 items, and each batch is asked about once; a page of products holds 1,000 as we ask. No limit is published beforehand.</summary>
    private const int MetaBatch = 5_000, MetaPage = 1_000;

    public static Least ToTell(string platform, int listings, int products) => platform switch
    {
        Platforms.Shopify => Points(Parts(listings, ShopifyLevels), ShopifyMutation),
        Platforms.TikTok => Paced(products, TikTokPerSecond, TikTokPerSecond),
        Platforms.Amazon => new(Parts(listings, AmazonFeedItems) * AmazonFeedCalls, Instant),
        _ => new(Parts(listings, MetaBatch) * 2, Instant),
    };

    public static Least ToRead(string platform, int listings, int products) => platform switch
    {
        Platforms.Shopify => Points(Parts(listings, ShopifyRowsOfPage), ShopifyRow * ShopifyRowsOfPage),
        Platforms.TikTok => Paced(Parts(products, TikTokPage), TikTokPerSecond, TikTokPerSecond),
        Platforms.Amazon => Paced(Parts(listings, AmazonPage), AmazonSearches, AmazonSearches),
        _ => new(Parts(listings, MetaPage), Instant),
    };

    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(0.01);

    private static int Parts(int all, int most) => (all + most - 1) / most;

    private static Least Points(int calls, double each) => new(calls, After((calls * each) - ShopifyBucket, ShopifyPerSecond));

    private static Least Paced(int calls, double perSecond, double burst) => new(calls, After(calls - burst, perSecond));

    private static TimeSpan After(double beyondTheBucket, double perSecond) =>
        beyondTheBucket > 0 ? TimeSpan.FromSeconds(beyondTheBucket / perSecond) : Instant;
}

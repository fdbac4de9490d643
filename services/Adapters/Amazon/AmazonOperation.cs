using CreatorFlow.Adapters.Limits;

namespace CreatorFlow.Adapters.Amazon;

/// <summary>An operation of the Selling Partner API with the limit that Amazon sets it for each seller and application.</summary>
/// <remarks>Rates: github.com/amzn/selling-partner-api-models, the usage plan beside each operation.</remarks>
/// <param name="Name">As in Amazon's models.</param>
/// <param name="Limit">The default; an answer may say another rate.</param>
internal sealed record AmazonOperation(string Name, BucketLimit Limit)
{
    public static readonly AmazonOperation PatchListingsItem = new("patchListingsItem", new(5, 5));
    public static readonly AmazonOperation GetListingsItem = new("getListingsItem", new(5, 10));
    public static readonly AmazonOperation SearchListingsItems = new("searchListingsItems", new(5, 5));
    public static readonly AmazonOperation SearchOrders = new("searchOrders", new(0.0056, 20));
    public static readonly AmazonOperation CreateFeedDocument = new("createFeedDocument", new(0.5, 15));

    /// <summary>Of <c>JSON_LISTINGS_FEED</c> no more than five are taken in five minutes (developer-docs.amazon.com/sp-api/changelog, May 2025), where the plan would allow a burst of 15.</summary>
    public static readonly AmazonOperation CreateFeed = new("createFeed", new(0.0083, 5));
    public static readonly AmazonOperation GetFeed = new("getFeed", new(2, 15));
    public static readonly AmazonOperation GetFeedDocument = new("getFeedDocument", new(0.0222, 10));
    public static readonly AmazonOperation GetOrder = new("getOrder", new(0.5, 30));
}

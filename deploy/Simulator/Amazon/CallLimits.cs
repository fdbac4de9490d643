using System.Globalization;

namespace CreatorFlow.Simulator.Amazon;

/// <summary>Amazon's usage plans: a token bucket for each seller and operation. Thread-safe.</summary>
/// <remarks>Rates: github.com/amzn/selling-partner-api-models.</remarks>
internal sealed class CallLimits(TimeProvider clock)
{
    private static readonly Dictionary<string, (double PerSecond, double Burst)> Plans = new()
    {
        ["patchListingsItem"] = (5, 5),
        ["getListingsItem"] = (5, 10),
        ["searchListingsItems"] = (5, 5),
        ["getOrder"] = (0.5, 30),
        ["searchOrders"] = (0.0056, 20),
        ["createFeedDocument"] = (0.5, 15),
        ["createFeed"] = (0.0083, 15),
        ["createFeed JSON_LISTINGS_FEED"] = (1 / 60d, 5),
        ["getFeed"] = (2, 15),
        ["getFeedDocument"] = (0.0222, 10),
    };

    private readonly Lock gate = new();
    private readonly Dictionary<(string Seller, string Operation), (double Tokens, long At)> buckets = [];

    /// <summary>False when there is no token left.</summary>
    public bool TryTake(string seller, string operation)
    {
        var (perSecond, burst) = Plans[operation];
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var (tokens, at) = buckets.GetValueOrDefault((seller, operation), (burst, now));
            tokens = Math.Min(burst, tokens + clock.GetElapsedTime(at, now).TotalSeconds * perSecond);
            buckets[(seller, operation)] = (tokens >= 1 ? tokens - 1 : tokens, now);
            return tokens >= 1;
        }
    }

    /// <summary>What the header <c>x-amzn-RateLimit-Limit</c> says.</summary>
    public static string RateOf(string operation) => Plans[operation].PerSecond.ToString(CultureInfo.InvariantCulture);
}

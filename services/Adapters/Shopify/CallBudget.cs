using System.Collections.Concurrent;
using CreatorFlow.Adapters.Limits;

namespace CreatorFlow.Adapters.Shopify;

/// <summary>
/// Keeps each shop's calls below its points: takes before a call what it will be charged, gives back after it what it did
/// not cost. Rates, sizes and costs are taken from the shop's own answers as soon as there is one.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class CallBudget(TokenBuckets buckets)
{
    /// <summary>A single query may not be charged more, whatever the plan (shopify.dev/api/usage/limits).</summary>
    private const double MostOfOneCall = 1_000;

    /// <summary>Points for a mutation.</summary>
    private const double FirstGuess = 10;

    /// <summary>Points for each id looked up: the item, its level, the level's quantity.</summary>
    private const double FirstGuessOfShown = 3;

    /// <summary>The Standard plan, 100 points a second (shopify.dev, rate limits); twenty seconds' worth at most.</summary>
    private static readonly BucketLimit Standard = new(100, 2_000);

    private readonly ConcurrentDictionary<string, BucketLimit> limits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> costs = new(StringComparer.Ordinal);

    /// <summary>Returns when the call may go.</summary>
    /// <returns>Points taken for it, to be disposed of once it is answered.</returns>
    public Task<TakenTokens> TakeAsync(ShopifyAccount account, GraphCall call, CancellationToken cancellation) =>
        buckets.TakeAsync(Bucket(account), CostOf(call.Operation) * call.Units, LimitOf(account), cancellation);

    /// <summary>Takes over what an answer says of costs.</summary>
    public Task SettleAsync(ShopifyAccount account, GraphCall call, TakenTokens taken, GraphCost? cost)
    {
        if (cost is null) return Task.CompletedTask;
        limits[account.ConnectionId] = new BucketLimit(cost.PerSecond, cost.Most);
        if (cost.Requested > 0) costs[call.Operation] = cost.Requested / call.Units;
        return cost.Actual is { } actual && actual != taken.Cost ? buckets.CorrectAsync(Bucket(account), actual - taken.Cost, LimitOf(account)) : Task.CompletedTask;
    }

    /// <summary>The shop said that there is nothing left.</summary>
    public Task EmptyAsync(ShopifyAccount account, TimeSpan until) => buckets.EmptyAsync(Bucket(account), until);

    /// <summary>How many rows a page may have so that it fits a single call and half of what the shop allows.</summary>
    public int RowsOf(ShopifyAccount account, string operation)
    {
        var points = Math.Min(MostOfOneCall * 0.8, LimitOf(account).Burst / 2);
        return (int)Math.Clamp(points / CostOf(operation), 1, Documents.MostInputs);
    }

    private static string Bucket(ShopifyAccount account) => $"{account.ConnectionId}:graphql";

    private BucketLimit LimitOf(ShopifyAccount account) => limits.GetValueOrDefault(account.ConnectionId, Standard);

    private double CostOf(string operation) => costs.GetValueOrDefault(operation, operation == QuantityWriter.Shown ? FirstGuessOfShown : FirstGuess);
}

using System.Globalization;

namespace CreatorFlow.Adapters.Limits;

/// <summary>
/// Tokens for one call, disposed of when that is answered or given up. Without an answer it may still arrive: its tokens stay
/// away for as long as a call may take at most.
/// </summary>
internal sealed class TakenTokens(TokenBuckets buckets, string bucket, double cost, BucketLimit limit) : IAsyncDisposable
{
    public string Bucket => bucket;

    /// <summary>How many.</summary>
    public double Cost => cost;

    /// <summary>What counted for them, margin and all.</summary>
    public BucketLimit Limit => limit;

    /// <summary>Unlike any other call's; its end says the cost.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Guid.CreateVersion7():n} {cost:R}");

    /// <summary>Where they were taken while Redis could not be asked; null otherwise.</summary>
    public LocalBucket? Alone { get; set; }

    /// <summary>Whether it cannot arrive any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The platform has answered, or was not reached.</summary>
    public void Over() => IsOver = true;

    public async ValueTask DisposeAsync() => await buckets.ReturnAsync(this);
}

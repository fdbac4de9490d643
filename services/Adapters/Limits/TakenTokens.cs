using System.Globalization;

namespace CreatorFlow.Adapters.Limits;

/// <summary>Tokens for one call. Disposed of when that is answered or given up: until then it may still arrive.</summary>
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

    public async ValueTask DisposeAsync() => await buckets.AnsweredAsync(this);
}

using System.Globalization;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Projection.Deliveries;

namespace CreatorFlow.Projection.Recording;

/// <summary>Tells Redis what is committed: done deliveries for Ingest's fast path, and that live streams have something to read.</summary>
internal sealed class Announcer(RedisCache redis)
{
    /// <summary>How long a done delivery is answered from Redis (domain rules, section 3.5).</summary>
    private static readonly TimeSpan DoneFor = TimeSpan.FromHours(24);

    public async Task TellAsync(IReadOnlyList<DeliveryFate> fates, IReadOnlyDictionary<string, long> heads)
    {
        var done = fates.Where(f => f.OwnsKey)
            .Select(f => KeyValuePair.Create($"idempotency:{f.Delivery.CreatorId}:{f.Delivery.IdempotencyKey}", f.Delivery.Checksum)).ToList();
        await redis.TrySetAsync(done, DoneFor);
        foreach (var (creator, head) in heads)
            await redis.TryPublishAsync($"feed:{creator}", head.ToString(CultureInfo.InvariantCulture));
    }
}

using System.Globalization;
using CreatorFlow.Hosting.Redis;
using CreatorFlow.Projection.Deliveries;

namespace CreatorFlow.Projection.Recording;

/// <summary>Tells Redis what is committed: done deliveries for Ingest's fast path, and that live streams have something to read.</summary>
internal sealed class Announcer(RedisCache redis, DoneDeliveries done)
{
    public async Task TellAsync(IReadOnlyList<DeliveryFate> fates, IReadOnlyDictionary<string, long> heads)
    {
        await done.RememberAsync(fates.Where(f => f.OwnsKey).Select(f => f.Delivery));
        foreach (var (creator, head) in heads)
            await redis.TryPublishAsync($"feed:{creator}", head.ToString(CultureInfo.InvariantCulture));
    }
}

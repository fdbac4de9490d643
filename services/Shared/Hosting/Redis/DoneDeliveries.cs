using System.Globalization;
using CreatorFlow.Contracts.Deliveries;

namespace CreatorFlow.Hosting.Redis;

/// <summary>
/// The deliveries that are done, as Redis remembers them for a day at least: idempotency key and checksum. Whether one is done is
/// PostgreSQL's to say; this only saves asking.
/// </summary>
/// <remarks>One hash a creator and day, of which the last two are looked at: a key of its own for each delivery, with an expiry of
/// its own, costs Redis twice as much. Thread-safe.</remarks>
public sealed class DoneDeliveries(RedisCache redis, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    /// <summary>Without waiting for Redis; does nothing when it cannot be reached.</summary>
    public Task RememberAsync(IEnumerable<Delivery> done)
    {
        var today = Today();
        return redis.TrySetFieldsAsync([.. done.GroupBy(d => d.CreatorId, (creator, theirs) => KeyValuePair.Create(HashOf(creator, today), Fields(theirs)))], Kept);
    }

    /// <summary>The checksum that each one's key was done with; null where Redis knows none, or cannot be asked.</summary>
    public async Task<IReadOnlyList<string?>> ChecksumsAsync(IReadOnlyList<Delivery> deliveries)
    {
        var today = Today();
        var checksums = await redis.TryGetFieldsAsync(
            [.. deliveries.Select(d => (HashOf(d.CreatorId, today), d.IdempotencyKey)), .. deliveries.Select(d => (HashOf(d.CreatorId, today - 1), d.IdempotencyKey))]);
        return [.. deliveries.Select((_, i) => checksums[i] ?? checksums[deliveries.Count + i])];
    }

    private static KeyValuePair<string, string>[] Fields(IEnumerable<Delivery> done) => [.. done.Select(d => KeyValuePair.Create(d.IdempotencyKey, d.Checksum))];

    private long Today() => clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerDay;

    private static string HashOf(string creator, long day) => string.Create(CultureInfo.InvariantCulture, $"done:{creator}:{day}");
}

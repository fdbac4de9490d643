using System.Globalization;

namespace CreatorFlow.Hosting.Redis;

/// <summary>What is left of the limits that a connection's calls share, as their callers last left it in Redis. Thread-safe.</summary>
/// <remarks>A bucket's name is <c>{connection}:{kind of call}</c>.</remarks>
public sealed class SharedLimits(RedisCache redis)
{
    private const string Root = "limit:";

    /// <summary>Where a bucket is counted.</summary>
    public static string KeyOf(string bucket) => Root + bucket;

    /// <summary>There while its platform asked for a pause.</summary>
    public static string PauseOf(string bucket) => $"{Root}{bucket}:pause";

    /// <summary>A hash for each connection: what its buckets held when last touched (tokens, burst, tokens a second, Redis's milliseconds), and when their pauses end.</summary>
    public static string ShownOf(string bucket)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        return $"limits:{(bucket.LastIndexOf(':') is >= 0 and var end ? bucket[..end] : bucket)}";
    }

    /// <summary>The limits that were called on within a day, by name; none while Redis cannot be asked.</summary>
    /// <param name="connectionId">Whose.</param>
    /// <param name="now">UTC.</param>
    public async Task<IReadOnlyList<SharedLimit>> OfAsync(string connectionId, DateTimeOffset now)
    {
        if (await redis.TryGetHashAsync(ShownOf($"{connectionId}:")) is not { } shown) return [];
        return [.. shown.Keys.Where(key => shown[key].Contains(' ', StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(key => Read(key, connectionId, shown, now))];
    }

    private static SharedLimit Read(string key, string connectionId, IReadOnlyDictionary<string, string> shown, DateTimeOffset now)
    {
        var kind = key[(Root.Length + connectionId.Length + 1)..];
        var held = shown[key].Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var (tokens, burst, rate, at) = (held[0], held[1], held[2], held[3]);
        var left = Math.Min(burst, tokens + (Math.Max(0, now.ToUnixTimeMilliseconds() - at) * rate / 1000));
        var pause = shown.TryGetValue(PauseOf($"{connectionId}:{kind}"), out var until) ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(until, CultureInfo.InvariantCulture)) : (DateTimeOffset?)null;
        return new(kind, Math.Clamp(1 - (left / burst), 0, 1), rate, pause > now ? pause : null);
    }
}

/// <summary>One limit of a connection.</summary>
/// <param name="Kind">Of call, as the platform names it.</param>
/// <param name="Used">0 to 1: how much of the burst is gone now.</param>
/// <param name="PerSecond">Tokens that come back.</param>
/// <param name="PausedUntil">The platform asked to be left alone until then; null when it did not.</param>
public sealed record SharedLimit(string Kind, double Used, double PerSecond, DateTimeOffset? PausedUntil);

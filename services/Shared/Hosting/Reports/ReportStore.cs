using System.Globalization;
using System.Text.Json;
using CreatorFlow.Hosting.Redis;

namespace CreatorFlow.Hosting.Reports;

/// <summary>The last report of each process, in Redis, by Redis's own clock. A process is forgotten a quarter of an hour after its last one. Thread-safe.</summary>
public sealed class ReportStore(RedisCache redis)
{
    private const string Key = "reports";

    // A field's value is when it was written, in Redis's milliseconds, and the report.
    private const string Write = """
        local time = redis.call('time')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        redis.call('hset', KEYS[1], ARGV[1], string.format('%.0f', now) .. ' ' .. ARGV[2])
        local all = redis.call('hgetall', KEYS[1])
        for i = 1, #all, 2 do
          if now - tonumber(string.match(all[i + 1], '^%d+')) > 900000 then redis.call('hdel', KEYS[1], all[i]) end
        end
        redis.call('expire', KEYS[1], 900)
        return 1
        """;

    private const string Now = "local time = redis.call('time') return time[1] * 1000 + math.floor(time[2] / 1000)";

    /// <summary>Does nothing when Redis cannot be reached.</summary>
    public Task TellAsync(ServiceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return redis.TryEvaluateAsync(Write, [Key], [$"{report.Service}/{report.Instance}", JsonSerializer.Serialize(report)]);
    }

    /// <summary>Every report with how long ago it came; null when Redis cannot be asked.</summary>
    public async Task<IReadOnlyList<HeardReport>?> ReadAsync()
    {
        if (await redis.TryGetHashAsync(Key) is not { } reports || await redis.TryEvaluateAsync(Now, [], []) is not { } now) return null;
        return [.. reports.Values.Select(value => Read(value, now)).OfType<HeardReport>()];
    }

    /// <returns>Null for the report of another version, which this one cannot read.</returns>
    private static HeardReport? Read(string value, long now)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        var at = long.Parse(value.AsSpan(0, space), CultureInfo.InvariantCulture);
        try
        {
            return JsonSerializer.Deserialize<ServiceReport>(value.AsSpan(space + 1)) is { } report ? new(report, TimeSpan.FromMilliseconds(Math.Max(0, now - at))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A report, and how long ago it came.</summary>
public sealed record HeardReport(ServiceReport Report, TimeSpan Ago);

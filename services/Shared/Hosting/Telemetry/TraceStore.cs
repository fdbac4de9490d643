using System.Diagnostics;
using System.Globalization;
using CreatorFlow.Hosting.Redis;
using Microsoft.Extensions.Options;

namespace CreatorFlow.Hosting.Telemetry;

/// <summary>The last traces, in Redis, for an installation without a collector: bounded in number, size and time, and gone when Redis is wiped. Thread-safe.</summary>
public sealed class TraceStore(RedisCache redis, IOptions<TracingOptions> options, TimeProvider clock)
{
    /// <summary>Traces of a creator that can be listed.</summary>
    public const int Listed = 500;

    private const string Late = "traces.kept";

    // One hash tag: a cluster keeps all of it in one place, where one script can change it.
    private const string Root = "{traces}:";

    // KEYS: the newest traces, those that failed or were slow. ARGV: root, now, how many, spans of a trace, seconds, listed of a creator; then of each span trace, flag, creator, JSON.
    // A creator's lists are c: of all its traces and r: of those that failed or were slow; r: without a creator has those that are nobody's so far.
    private const string Add = """
        local root, now, most, spans, seconds, listed = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6])
        local function list(key, trace)
          redis.call('zadd', key, now, trace)
          redis.call('zremrangebyrank', key, 0, -listed - 1)
          redis.call('expire', key, seconds)
        end
        for i = 7, #ARGV, 4 do
          local trace, bad, creator = ARGV[i], ARGV[i + 1] == '1', ARGV[i + 2]
          local stored, owner = root .. 't:' .. trace, root .. 'o:' .. trace
          if redis.call('llen', stored) < spans then redis.call('rpush', stored, ARGV[i + 3]) end
          redis.call('expire', stored, seconds)
          if creator ~= '' then
            redis.call('setex', owner, seconds, creator)
            list(root .. 'c:' .. creator, trace)
          else
            creator = redis.call('get', owner) or ''
          end
          if bad or redis.call('zscore', KEYS[2], trace) then
            redis.call('zadd', KEYS[2], now, trace)
            redis.call('zrem', KEYS[1], trace)
            if creator ~= '' then redis.call('zrem', root .. 'r:', trace) end
            list(root .. 'r:' .. creator, trace)
          else
            redis.call('zadd', KEYS[1], now, trace)
          end
        end
        for _, key in ipairs(KEYS) do
          local over = redis.call('zcard', key) - most
          if over > 0 then
            for _, trace in ipairs(redis.call('zrange', key, 0, over - 1)) do redis.call('del', root .. 't:' .. trace, root .. 'o:' .. trace) end
            redis.call('zremrangebyrank', key, 0, over - 1)
          end
        end
        return #ARGV
        """;

    /// <summary>The newest traces of a creator, the newest first; some may have left the store. Empty when Redis cannot be asked.</summary>
    public Task<IReadOnlyList<string>> NewestAsync(string creator, int count) => redis.TryGetHighestAsync($"{Root}c:{creator}", count);

    /// <summary>The newest of those that failed or were slow.</summary>
    /// <param name="creator">Whose; null for those of which no span says a creator.</param>
    /// <param name="count">At most so many.</param>
    public Task<IReadOnlyList<string>> NewestRemarkableAsync(string? creator, int count) => redis.TryGetHighestAsync($"{Root}r:{creator}", count);

    /// <summary>The spans of traces, in no order; none of those that are not stored.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<StoredSpan>>> ReadAsync(IReadOnlyList<string> traces) =>
        [.. (await redis.TryGetListsAsync([.. traces.Select(t => $"{Root}t:{t}")])).Select(spans => (IReadOnlyList<StoredSpan>)[.. spans.Select(StoredSpan.Read).OfType<StoredSpan>()])];

    internal Task AddAsync(IReadOnlyList<(ActivityTraceId Trace, bool Remarkable, StoredSpan Span)> spans)
    {
        var settings = options.Value;
        List<string> values = [Root, Text(clock.GetUtcNow().ToUnixTimeMilliseconds()), Text(settings.Stored), Text(settings.SpansOfTrace), Text(settings.StoredMinutes * 60L), Text(Listed)];
        foreach (var (trace, remarkable, span) in spans)
            values.AddRange([trace.ToHexString(), remarkable ? "1" : "0", span.Tags.GetValueOrDefault(StoredSpan.Creator, ""), span.ToJson()]);
        return redis.TryEvaluateAsync(Add, [$"{Root}recent", $"{Root}remarkable"], values);
    }

    /// <summary>Tells the other services to keep a trace.</summary>
    internal Task TellAsync(string trace) => redis.TryPublishAsync(Late, trace);

    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached now.</exception>
    internal Task ListenAsync(Action<string> keep) => redis.SubscribeAsync(Late, (_, trace) => keep(trace));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

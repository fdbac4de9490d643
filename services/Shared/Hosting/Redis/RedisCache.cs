using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace CreatorFlow.Hosting.Redis;

/// <summary>The one seam to Redis. Redis answers fast and may forget: every call survives Redis being down.</summary>
/// <remarks>Thread-safe; one multiplexed connection that reconnects by itself.</remarks>
public sealed partial class RedisCache : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> connection;
    private readonly ILogger<RedisCache> logger;

    /// <param name="connectionString">Form of StackExchange.Redis: <c>host:port,password=…</c>.</param>
    /// <param name="logger">Told once per failed call, at Warning.</param>
    public RedisCache(string connectionString, ILogger<RedisCache> logger)
    {
        this.logger = logger;
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1_000;
        options.SyncTimeout = 1_000;
        options.ResponseTimeout = 1_000;
        connection = new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>False while the connection is known to be down, and before the first call: a caller in a hurry need not ask then.</summary>
    public bool IsConnected => connection.IsValueCreated && connection.Value is { IsCompletedSuccessfully: true, Result.IsConnected: true };

    /// <summary>The value, or null when there is none or Redis cannot be asked.</summary>
    public async Task<string?> TryGetAsync(string key)
    {
        try
        {
            return await (await DatabaseAsync()).StringGetAsync(key);
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "get", e.GetType().Name);
            return null;
        }
    }

    /// <summary>Fields of hashes in one round trip, null each where there is none; all null when Redis cannot be asked.</summary>
    public async Task<IReadOnlyList<string?>> TryGetFieldsAsync(IReadOnlyList<(string Hash, string Field)> wanted)
    {
        var found = new string?[wanted.Count];
        try
        {
            var database = await DatabaseAsync();
            await Task.WhenAll(wanted.Select((field, index) => (field.Hash, field.Field, Index: index)).GroupBy(w => w.Hash, StringComparer.Ordinal).Select(async hash =>
            {
                var fields = hash.ToList();
                var values = await database.HashGetAsync(hash.Key, [.. fields.Select(f => (RedisValue)f.Field)]);
                for (var i = 0; i < values.Length; i++) found[fields[i].Index] = values[i];
            }));
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "get", e.GetType().Name);
        }
        return found;
    }

    /// <summary>A whole hash, empty when there is none; null when Redis cannot be asked.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> TryGetHashAsync(string hash)
    {
        try
        {
            return (await (await DatabaseAsync()).HashGetAllAsync(hash)).ToDictionary(field => (string)field.Name!, field => (string)field.Value!, StringComparer.Ordinal);
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "get", e.GetType().Name);
            return null;
        }
    }

    /// <summary>Sets fields of hashes, pipelined, each hash to expire so long after its last change; does nothing when Redis cannot be reached.</summary>
    public async Task TrySetFieldsAsync(IReadOnlyCollection<KeyValuePair<string, KeyValuePair<string, string>[]>> hashes, TimeSpan expiry)
    {
        try
        {
            var database = await DatabaseAsync();
            foreach (var (hash, fields) in hashes)
            {
                database.HashSet(hash, Array.ConvertAll(fields, f => new HashEntry(f.Key, f.Value)), CommandFlags.FireAndForget);
                database.KeyExpire(hash, expiry, CommandFlags.FireAndForget);
            }
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "set", e.GetType().Name);
        }
    }

    /// <summary>Sets all values with one expiry, pipelined; does nothing when Redis cannot be reached.</summary>
    public async Task TrySetAsync(IReadOnlyCollection<KeyValuePair<string, string>> values, TimeSpan expiry)
    {
        try
        {
            var database = await DatabaseAsync();
            foreach (var (key, value) in values)
                database.StringSet(key, value, expiry, flags: CommandFlags.FireAndForget);
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "set", e.GetType().Name);
        }
    }

    /// <summary>Runs a script that returns a whole number, as one step; null when Redis cannot be asked, or takes nothing: a replica of it does not, nor one that is full.</summary>
    public async Task<long?> TryEvaluateAsync(string script, IReadOnlyList<string> keys, IReadOnlyList<string> values)
    {
        try
        {
            var result = await (await DatabaseAsync()).ScriptEvaluateAsync(script, [.. keys.Select(key => (RedisKey)key)], [.. values.Select(value => (RedisValue)value)]);
            return (long)result;
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "evaluate", e is RedisServerException ? e.Message.Split(' ')[0] : e.GetType().Name);
            return null;
        }
    }

    /// <summary>Whole lists in one round trip, empty each where there is none; all empty when Redis cannot be asked.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> TryGetListsAsync(IReadOnlyList<string> keys)
    {
        try
        {
            var database = await DatabaseAsync();
            var lists = await Task.WhenAll(keys.Select(key => database.ListRangeAsync(key)));
            return [.. lists.Select(list => (IReadOnlyList<string>)Array.ConvertAll(list, value => (string)value!))];
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "get", e.GetType().Name);
            return [.. keys.Select(_ => Array.Empty<string>())];
        }
    }

    /// <summary>The members of a sorted set with the highest scores, the highest first; none when Redis cannot be asked.</summary>
    public async Task<IReadOnlyList<string>> TryGetHighestAsync(string key, int count)
    {
        try
        {
            var members = await (await DatabaseAsync()).SortedSetRangeByRankAsync(key, 0, count - 1, Order.Descending);
            return Array.ConvertAll(members, member => (string)member!);
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "get", e.GetType().Name);
            return [];
        }
    }

    /// <summary>Publishes to a channel; listeners that are not connected never see it.</summary>
    public async Task TryPublishAsync(string channel, string message)
    {
        try
        {
            (await DatabaseAsync()).Publish(channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception e) when (IsOutage(e))
        {
            Unreachable(logger, "publish", e.GetType().Name);
        }
    }

    /// <summary>Calls <paramref name="received"/> for each message of a channel pattern, on Redis's own thread: do not block in it.</summary>
    /// <exception cref="RedisException">Redis cannot be reached now; try again later.</exception>
    public async Task SubscribeAsync(string pattern, Action<string, string> received)
    {
        var subscriber = (await connection.Value).GetSubscriber();
        await subscriber.SubscribeAsync(new RedisChannel(pattern, RedisChannel.PatternMode.Auto),
            (channel, message) => received(channel!, message!));
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated) await (await connection.Value).CloseAsync();
    }

    private async Task<IDatabase> DatabaseAsync() => (await connection.Value).GetDatabase();

    private static bool IsOutage(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    [LoggerMessage(1001, LogLevel.Warning, "Redis could not {Operation}: {Error}; going on without it")]
    private static partial void Unreachable(ILogger logger, string operation, string error);
}

using System.Buffers;
using System.Collections.Concurrent;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Spool;

namespace CreatorFlow.Ingest.Connections;

/// <summary>Every connection in memory, so that webhooks are taken with PostgreSQL down. Thread-safe; at most two seconds old.</summary>
internal sealed class ConnectionDirectory(ConnectionStore store, TimeProvider clock) : IDisposable
{
    private const int MaxIdLength = 100;
    private const int MaxMisses = 10_000;
    private const int ReadsAtOnce = 4;
    private static readonly TimeSpan MissLasts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(1);

    /// <summary>Changes are stamped when their statement begins and seen when it commits: the last seconds are read again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    private readonly ConcurrentDictionary<string, Connection> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> agents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> misses = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim reads = new(ReadsAtOnce);
    private DateTimeOffset newest = DateTimeOffset.MinValue;

    /// <summary>From memory; a stranger's id is looked up once, and then not again for two seconds.</summary>
    public ValueTask<ConnectionLookup> FindAsync(string id, CancellationToken cancellation) =>
        known.TryGetValue(id, out var connection) ? new(new ConnectionLookup(connection))
        : !IsId(id) || IsFreshMiss(id) ? new(ConnectionLookup.Unknown)
        : new(ReadThroughAsync(id, cancellation));

    /// <summary>The connections of a creator's agents, from memory: one made elsewhere is found two seconds later.</summary>
    public IEnumerable<Connection> AgentsOf(string creatorId) =>
        agents.TryGetValue(creatorId, out var ids) ? ids.Keys.Select(id => known[id]) : [];

    /// <summary>Reads what changed since the last time; all of it the first time. One caller at a time.</summary>
    /// <exception cref="Npgsql.NpgsqlException">PostgreSQL cannot be asked; what is known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var recently = clock.GetUtcNow() - newest < Overlap;
        foreach (var connection in await store.ChangedSinceAsync(recently ? newest - Overlap : newest, cancellation)) Keep(connection);
    }

    public void Dispose() => reads.Dispose();

    private async Task<ConnectionLookup> ReadThroughAsync(string id, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(ReadLimit);
        try
        {
            await reads.WaitAsync(limit.Token);
            try
            {
                return await ReadAsync(id, limit.Token);
            }
            finally
            {
                reads.Release();
            }
        }
        catch (Exception e) when (SpoolStore.IsOutage(e) && !cancellation.IsCancellationRequested)
        {
            return ConnectionLookup.NobodyToAsk;
        }
    }

    private async Task<ConnectionLookup> ReadAsync(string id, CancellationToken cancellation)
    {
        if (known.TryGetValue(id, out var meanwhile)) return new(meanwhile);
        if (IsFreshMiss(id)) return ConnectionLookup.Unknown;
        if (await store.FindAsync(id, cancellation) is { } found)
        {
            Remember(found);
            return new(found);
        }
        if (misses.Count >= MaxMisses) misses.Clear();
        misses[id] = clock.GetTimestamp();
        return ConnectionLookup.Unknown;
    }

    private void Keep(Connection connection)
    {
        Remember(connection);
        if (connection.UpdatedAt > newest) newest = connection.UpdatedAt;
    }

    private void Remember(Connection connection)
    {
        known[connection.Id] = connection;
        if (connection.Platform == Platforms.Agent) agents.GetOrAdd(connection.CreatorId, _ => new(StringComparer.Ordinal)).TryAdd(connection.Id, true);
    }

    private bool IsFreshMiss(string id) => misses.TryGetValue(id, out var at) && clock.GetElapsedTime(at) < MissLasts;

    private static bool IsId(string id) => id.Length <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(IdCharacters);
}

/// <summary>The connection, or that there is none, or that nobody could be asked.</summary>
internal readonly record struct ConnectionLookup(Connection? Connection, bool CannotSay = false)
{
    public static readonly ConnectionLookup Unknown = new(null);
    public static readonly ConnectionLookup NobodyToAsk = new(null, CannotSay: true);
}

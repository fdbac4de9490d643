using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CreatorFlow.Accounts.Connections;
using CreatorFlow.Contracts;
using CreatorFlow.Ingest.Spool;

namespace CreatorFlow.Ingest.Connections;

/// <summary>Every connection in memory, so that webhooks are taken with PostgreSQL down. Thread-safe; at most two seconds old.</summary>
/// <remarks>One that cannot be read is held by its id alone and tried again with each refresh: nobody can say whether its webhooks are genuine, so their
/// senders are asked to come again. To refuse them would cost it the subscription.</remarks>
internal sealed partial class ConnectionDirectory(ConnectionStore store, TimeProvider clock, ILogger<ConnectionDirectory> logger) : IDisposable
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
    private readonly ConcurrentDictionary<string, ChangedConnection> unreadable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, bool>> agents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> misses = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim reads = new(ReadsAtOnce);
    private DateTimeOffset newest = DateTimeOffset.MinValue;

    /// <summary>From memory; a stranger's id is looked up once, and then not again for two seconds.</summary>
    public ValueTask<ConnectionLookup> FindAsync(string id, CancellationToken cancellation) =>
        known.TryGetValue(id, out var connection) ? new(new ConnectionLookup(connection))
        : unreadable.ContainsKey(id) ? new(ConnectionLookup.NobodyToAsk)
        : !IsId(id) || IsFreshMiss(id) ? new(ConnectionLookup.Unknown)
        : new(ReadThroughAsync(id, cancellation));

    /// <summary>The connections of a creator's agents, from memory: one made elsewhere is found two seconds later.</summary>
    public IEnumerable<Connection> AgentsOf(string creatorId) =>
        agents.TryGetValue(creatorId, out var ids) ? ids.Keys.Select(id => known.GetValueOrDefault(id)).OfType<Connection>() : [];

    /// <summary>Whether the creator has an agent whose connection cannot be read.</summary>
    public bool HasUnreadableAgent(string creatorId) => unreadable.Any(row => row.Value.CreatorId == creatorId && row.Value.Platform == Platforms.Agent);

    /// <summary>The first refresh. One caller at a time.</summary>
    /// <exception cref="CryptographicException">There are connections and not one can be read: this key ring is not theirs.</exception>
    /// <exception cref="Npgsql.NpgsqlException">PostgreSQL cannot be asked.</exception>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        if (known.IsEmpty && !unreadable.IsEmpty) throw new CryptographicException($"None of {unreadable.Count} connections can be read with this key ring.");
    }

    /// <summary>Reads what changed since the last time, and what could not be read then; all of it the first time. One caller at a time.</summary>
    /// <exception cref="Npgsql.NpgsqlException">PostgreSQL cannot be asked; what is known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var recently = clock.GetUtcNow() - newest < Overlap;
        foreach (var row in await store.ChangedSinceAsync(recently ? newest - Overlap : newest, [.. unreadable.Keys], cancellation)) Keep(row);
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
        catch (Exception e) when ((SpoolStore.IsOutage(e) || ConnectionStore.IsUnreadable(e)) && !cancellation.IsCancellationRequested)
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

    private void Keep(ChangedConnection row)
    {
        if (row.Opened is { } connection) Remember(connection);
        else LeaveOut(row);
        if (row.UpdatedAt > newest) newest = row.UpdatedAt;
    }

    private void Remember(Connection connection)
    {
        known[connection.Id] = connection;
        unreadable.TryRemove(connection.Id, out _);
        if (connection.Platform == Platforms.Agent) agents.GetOrAdd(connection.CreatorId, _ => new(StringComparer.Ordinal)).TryAdd(connection.Id, true);
    }

    /// <summary>What was known of it before does not count either: its secret may have been taken away.</summary>
    private void LeaveOut(ChangedConnection row)
    {
        if (!unreadable.TryGetValue(row.Id, out var before) || before.UpdatedAt != row.UpdatedAt) Unreadable(logger, row.Id, row.Error);
        unreadable[row.Id] = row;
        known.TryRemove(row.Id, out _);
    }

    private bool IsFreshMiss(string id) => misses.TryGetValue(id, out var at) && clock.GetElapsedTime(at) < MissLasts;

    private static bool IsId(string id) => id.Length <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    [LoggerMessage(2303, LogLevel.Error, "Connection {ConnectionId} cannot be read ({Error}): its webhooks are answered 503 until it can")]
    private static partial void Unreadable(ILogger logger, string connectionId, string? error);
}

/// <summary>The connection, or that there is none, or that nobody could be asked or can say.</summary>
internal readonly record struct ConnectionLookup(Connection? Connection, bool CannotSay = false)
{
    public static readonly ConnectionLookup Unknown = new(null);
    public static readonly ConnectionLookup NobodyToAsk = new(null, CannotSay: true);
}

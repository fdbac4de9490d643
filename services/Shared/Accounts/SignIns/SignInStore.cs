using CreatorFlow.Hosting.Database;
using Npgsql;

namespace CreatorFlow.Accounts.SignIns;

/// <summary>
/// Sign-ins and how often each was renewed. A refresh token names its sign-in and a generation; each is good once, and what is shown
/// again after its successor was told ends the sign-in, since either of the two who show it has stolen it (RFC 9700, 4.14.2). Thread-safe.
/// </summary>
public sealed class SignInStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Sign-ins that a key can have; the one that was renewed longest ago ends for a new one.</summary>
    public const int Most = 200;

    private static readonly string Begin = Sql.Load("SignIns/begin.sql");
    private static readonly string Turn = Sql.Load("SignIns/turn.sql");

    /// <summary>Begins a sign-in with its first generation, 1.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> BeginAsync(string keyId, TimeSpan lasts, CancellationToken cancellation)
    {
        var (id, now) = (Guid.CreateVersion7().ToString("N"), clock.GetUtcNow());
        await database.RunAsync(Begin, cancellation, id, keyId, now, now + lasts, (long)Most);
        return id;
    }

    /// <summary>Takes a generation for its successor.</summary>
    /// <param name="id">The sign-in.</param>
    /// <param name="keyId">Whose it is.</param>
    /// <param name="generation">What was shown.</param>
    /// <param name="grace">For so long after it was first shown it brings the same successor: an answer was lost, or two tabs came at once.</param>
    /// <param name="lasts">How long the successor does.</param>
    /// <param name="cancellation">The request's.</param>
    public async Task<TurnedSignIn> TurnAsync(string id, string keyId, long generation, TimeSpan grace, TimeSpan lasts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Turn).With(id, keyId, generation, now, now - grace, now + lasts);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), reader.GetBoolean(1)) : new(null, Reused: false);
    }
}

/// <summary>What became of a generation that was shown.</summary>
/// <param name="Generation">Its successor; null when there is no such sign-in, or no more.</param>
/// <param name="Reused">It was shown before, and the sign-in has ended for it.</param>
public sealed record TurnedSignIn(long? Generation, bool Reused);

using System.Net.Sockets;
using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>By which errors PostgreSQL is away, or could not do what it was asked.</summary>
public static class DatabaseOutage
{
    /// <summary>Npgsql wraps most of what its sockets throw, but not the timeout of a name server, nor a stream that breaks.</summary>
    public static bool Is(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>
    /// A server that takes no sessions or goes down, a session whose other end is gone, or one that follows another and takes no writes; of several servers,
    /// none to be written to. Refused data, lost races and time limits say that it is there.
    /// </summary>
    public static bool IsAway(Exception error) => error switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlOperationInProgressException => false, // our own mistake
        // Where there are several, Npgsql says what it met at each of them, or nothing where it passes them over. One that refuses the password is there.
        NpgsqlException { InnerException: AggregateException each } => each.InnerExceptions.All(one => one is not PostgresException || IsAway(one)),
        NpgsqlException { InnerException: null or SocketException or IOException } => true,
        _ => error is SocketException,
    };
}

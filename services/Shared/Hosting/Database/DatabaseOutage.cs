using System.Net.Sockets;
using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>By which errors PostgreSQL is away, or could not do what it was asked.</summary>
public static class DatabaseOutage
{
    /// <summary>Npgsql wraps most of what its sockets throw, but not the timeout of a name server, nor a stream that breaks.</summary>
    public static bool Is(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;
}

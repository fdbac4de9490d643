using System.Globalization;
using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>Connection strings may name several servers, a primary and those that follow it and may take over (<c>Host=one:5432,two:5432</c>).</summary>
/// <remarks>Which settings Npgsql has for them: https://www.npgsql.org/doc/failover-and-load-balancing.html</remarks>
public static class DatabaseHosts
{
    /// <summary>
    /// Reads one. Where it names several servers and does not say otherwise, only the one that takes writes is used, and one that was away or followed
    /// another is asked again after a second: with Npgsql's own ten nobody would be written to for so long after a standby has taken over.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (connection.Host?.Contains(',', StringComparison.Ordinal) != true) return connection;
        if (!connection.ShouldSerialize("Target Session Attributes")) connection.TargetSessionAttributes = "primary";
        if (!connection.ShouldSerialize("Host Recheck Seconds")) connection.HostRecheckSeconds = 1;
        return connection;
    }

    /// <summary>The servers that it names, each with its port: PostgreSQL's own programs take the two apart.</summary>
    public static IReadOnlyList<(string Host, int Port)> Of(NpgsqlConnectionStringBuilder connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return [.. (connection.Host ?? "").Split(',', StringSplitOptions.TrimEntries).Select(Split)];

        // The colons of an IPv6 address are no port's, unless it stands in brackets.
        (string, int) Split(string host)
        {
            var colon = host.LastIndexOf(':');
            var isAlone = colon > 0 && (host.IndexOf(':', StringComparison.Ordinal) == colon || host[colon - 1] == ']');
            return isAlone && int.TryParse(host[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? (host[..colon].Trim('[', ']'), port) : (host.Trim('[', ']'), connection.Port);
        }
    }
}

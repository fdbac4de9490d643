using System.Globalization;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Servers;
using CreatorFlow.Testing.Platform;
using Npgsql;

namespace CreatorFlow.Testing.Servers;

/// <summary>
/// A second PostgreSQL, set as the first, that follows it: a commit at the first waits until it is at this one as well
/// (<c>synchronous_standby_names</c>, https://www.postgresql.org/docs/15/warm-standby.html#SYNCHRONOUS-REPLICATION), which may take over at any time.
/// </summary>
public sealed class PostgresStandby : IAsyncDisposable
{
    private const string Folder = "-D", Port = "port=", Sockets = "unix_socket_directories=";
    private readonly PostgresServer primary;
    private readonly int port;

    private PostgresStandby(PostgresServer primary, OwnedProcess process, int port) => (this.primary, Process, this.port) = (primary, process, port);

    public OwnedProcess Process { get; }

    /// <param name="primary">Runs.</param>
    /// <returns>When commits wait for it.</returns>
    public static async Task<PostgresStandby> FollowAsync(PostgresServer primary)
    {
        string[] command = (await File.ReadAllTextAsync($"/proc/{primary.Process!.Pid}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var data = command[Array.IndexOf(command, Folder) + 1];
        var (copy, port) = (data + "-standby", new Uri(RunningService.FreeAddress()).Port);
        await Tool.RunAsync(Specify("pg_basebackup", [Folder, copy, "--dbname", Conninfo(primary), "--write-recovery-conf", "--checkpoint=fast"]), CancellationToken.None);
        var standby = new PostgresStandby(primary, await Spawner.StartAsync(Specify("postgres", [.. command[1..].Select(Own)])), port);
        await standby.AtPrimaryAsync("alter system set synchronous_standby_names = '*'");
        await standby.AtPrimaryAsync("select pg_reload_conf()");
        await Eventually.Async(async () => await standby.AtPrimaryAsync("select count(*) from pg_stat_replication where sync_state = 'sync'") is 1L, TimeSpan.FromMinutes(1), "commits wait for the standby");
        return standby;

        string Own(string argument) => argument == data ? copy
            : argument.StartsWith(Port, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{Port}{port}")
            : argument.StartsWith(Sockets, StringComparison.Ordinal) ? Sockets
            : argument;

        ProcessSpecification Specify(string program, IReadOnlyList<string> arguments) => new(program, Path.Combine(Path.GetDirectoryName(command[0])!, program), arguments)
        {
            LogFile = Path.ChangeExtension(primary.Process.LogFile, ".standby.log"), WorkingDirectory = Path.GetDirectoryName(data)!, User = SystemUser.IsRoot ? SystemUser.Find("postgres") ?? SystemUser.Find("nobody") : null, StopSignal = Signal.Quit,
        };
    }

    /// <summary>The database of this connection string, with both servers named, and first the one that follows.</summary>
    public string AtEither(string connectionString)
    {
        var either = new NpgsqlConnectionStringBuilder(connectionString);
        either.Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},127.0.0.1:{either.Port}");
        return either.ConnectionString;
    }

    /// <summary>From now on it is the primary.</summary>
    public async Task PromoteAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(primary.ConnectionStringTo("postgres")) { Host = "127.0.0.1", Port = port, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var promote = new NpgsqlCommand("select pg_promote()", connection);
        if (await promote.ExecuteScalarAsync() is not true) throw new InvalidOperationException($"The standby did not take over; see {Process.LogFile}");
    }

    public async ValueTask DisposeAsync() => await Process.StopAsync();

    private static string Conninfo(PostgresServer primary)
    {
        var connection = new NpgsqlConnectionStringBuilder(primary.ConnectionStringTo("postgres"));
        return string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={connection.Port} user={connection.Username} password={connection.Password}");
    }

    private async Task<object?> AtPrimaryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(primary.ConnectionStringTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

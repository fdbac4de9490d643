using CreatorFlow.AppHost.Folder;
using CreatorFlow.AppHost.Processes;
using CreatorFlow.AppHost.Running;
using Npgsql;

namespace CreatorFlow.AppHost.Servers;

/// <summary>A private PostgreSQL on loopback, with one database of the platform's.</summary>
public sealed class PostgresServer(DataFolder data, ServerPrograms programs, PostgresTuning tuning) : IComponent
{
    internal const string User = "creatorflow";

    private const string Database = "creatorflow";
    // Encryption is asked for first otherwise, and a server that takes no sessions yet is asked again without it: twice for each attempt.
    private const string Options = "Max Auto Prepare=50;Auto Prepare Min Usages=2;No Reset On Close=true;SSL Mode=Disable;GSS Encryption Mode=Disable";

    private readonly int _port = data.Ports.For("postgres");
    private bool? _hasLz4;
    private string _host = "127.0.0.1";

    public string Name => "postgres";

    public string Address => $"postgres://127.0.0.1:{_port}";

    public OwnedProcess? Process { get; private set; }

    /// <summary>As Npgsql reads it, with the settings that were measured to be fastest for batches; from the start of the server on.</summary>
    public string ConnectionString => ConnectionStringTo(Database);

    public string ConnectionStringTo(string database) =>
        $"Host={_host};Port={_port};Username={User};Password={data.Secrets.PostgresPassword};Database={database};{Options}";

    public async Task StartAsync(CancellationToken cancellation)
    {
        var folder = programs.PostgresFolder!;
        var cluster = await PostgresCluster.LocateAsync(data);
        // A UNIX socket costs both sides less than loopback; a folder whose name is too long for one has none.
        if (cluster.SocketFolder.Length > 0) _host = cluster.SocketFolder;
        await cluster.CreateOnceAsync(folder, data.Secrets.PostgresPassword, data.Log("initdb"), cancellation);
        await cluster.UntilLeftAsync(cancellation);
        var settings = tuning.Arguments(_port, cluster.SocketFolder, _hasLz4 ??= await HasLz4Async(folder));
        Process = await data.Processes.StartAsync(
            new ProcessSpecification(Name, Path.Combine(folder, "postgres"), ["-D", cluster.Folder, .. settings])
            {
                LogFile = data.Log(Name),
                WorkingDirectory = cluster.Home,
                User = cluster.User,
                // Its "fast" shutdown: open transactions are rolled back, all else is written out.
                StopSignal = Signal.Interrupt,
                StopPatience = TimeSpan.FromSeconds(30),
            });
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            await CreateDatabaseAsync(Database, cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Makes an empty database where there is none of that name.</summary>
    /// <exception cref="NpgsqlException">The server did not answer, or refused.</exception>
    public async Task CreateDatabaseAsync(string name, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        if (await exists.ExecuteScalarAsync(cancellation) is not null)
            return;
        var quoted = new NpgsqlCommandBuilder().QuoteIdentifier(name);
        await using var create = new NpgsqlCommand($"create database {quoted}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    public Task StopAsync() => Process?.StopAsync() ?? Task.CompletedTask;

    private static async Task<bool> HasLz4Async(string folder) =>
        (await Tool.AskAsync(Path.Combine(folder, "pg_config"), ["--configure"]))?.Contains("--with-lz4", StringComparison.Ordinal) == true;
}

namespace CreatorFlow.AppHost.Servers;

/// <summary>What differs between a server that keeps a shop's data and one that lives for a test run.</summary>
/// <param name="SharedBuffersMb">Memory for cached pages, in megabytes.</param>
/// <param name="MaxConnections">Connections at once, over all services.</param>
/// <param name="SurvivesPowerLoss">
/// Whether commits wait for the disk. Without it they survive the death of any process, the server's
/// own included, but not that of the machine.
/// </param>
public sealed record PostgresTuning(int SharedBuffersMb, int MaxConnections, bool SurvivesPowerLoss)
{
    public static PostgresTuning Durable { get; } = new(512, 200, SurvivesPowerLoss: true);

    public static PostgresTuning ForTests { get; } = new(128, 400, SurvivesPowerLoss: false);

    /// <summary>As <c>-c</c> arguments, so that one place holds them all.</summary>
    internal IEnumerable<string> Arguments(int port, string socketFolder, bool lz4) => Settings(port, socketFolder, lz4)
        .SelectMany(setting => new[] { "-c", $"{setting.Name}={setting.Value}" });

    private IEnumerable<(string Name, string Value)> Settings(int port, string socketFolder, bool lz4) =>
    [
        ("listen_addresses", "127.0.0.1"),
        ("port", $"{port}"),
        ("unix_socket_directories", socketFolder),
        ("max_connections", $"{MaxConnections}"),
        ("shared_buffers", $"{SharedBuffersMb}MB"),
        ("fsync", SurvivesPowerLoss ? "on" : "off"),
        ("synchronous_commit", "on"),
        ("wal_compression", lz4 ? "lz4" : "on"),
        ("default_toast_compression", lz4 ? "lz4" : "pglz"),
        ("max_wal_size", "4GB"),
        ("min_wal_size", "1GB"),
        // A crash is recovered from by playing the log since the last checkpoint but one: six busy minutes of it took 13 s
        // (https://www.postgresql.org/docs/15/runtime-config-wal.html#GUC-CHECKPOINT-TIMEOUT).
        ("checkpoint_timeout", "1min"),
        // One that is written in half of that time, not in nine tenths, leaves a third less to play.
        ("checkpoint_completion_target", "0.5"),
        // Zeros written ahead of each log file double what a burst writes; a commit is as safe without them
        // (https://www.postgresql.org/docs/15/runtime-config-wal.html#GUC-WAL-INIT-ZERO).
        ("wal_init_zero", "off"),
        // After a crash one call for the whole file system instead of opening each of thousands of files, which took up to seven seconds
        // (https://www.postgresql.org/docs/15/runtime-config-error-handling.html#GUC-RECOVERY-INIT-SYNC-METHOD).
        ("recovery_init_sync_method", "syncfs"),
        ("random_page_cost", "1.1"),
        // A sample has 300 rows for each of these (PostgreSQL 15, std_typanalyze in src/backend/commands/analyze.c): with
        // 100, the default, tables that grow fast cost 1.6 s of a core each minute. What is asked of them goes by key.
        ("default_statistics_target", "20"),
        // Compiling a plan costs more than the short statements of this system take.
        ("jit", "off"),
        // Parameters are customers' data.
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
        ("log_line_prefix", "%m [%p] %q%u@%d "),
    ];
}

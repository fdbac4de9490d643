using System.Globalization;
using CreatorFlow.Hosting.Database;
using CreatorFlow.Tool.CommandLine;
using CreatorFlow.Tool.Log;
using Npgsql;

namespace CreatorFlow.Tool.Backup;

/// <summary>The database as <c>pg_dump</c> writes it, and what was in it at that very moment.</summary>
internal sealed class DatabaseDump(NpgsqlDataSource database, string connectionString, string? programs, Screen screen)
{
    private static readonly string Contents = Sql.Load("Backup/contents.sql");
    private static readonly string Tables = Sql.Load("Backup/tables.sql");
    private static readonly string Empty = Sql.Load("Backup/empty.sql");
    private static readonly string Jobs = Math.Min(8, Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture);
    private readonly PostgresPrograms postgres = new(programs, connectionString);

    /// <exception cref="ToolException"><c>pg_dump</c> is not there, or failed.</exception>
    public async Task<BackupContents> WriteAsync(BackupFolder folder, DateTimeOffset began, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        await connection.RunAsync("set local idle_in_transaction_session_timeout = 0", cancellation);
        var snapshot = await connection.ValueAsync<string>("select pg_export_snapshot()", cancellation);
        var taken = TimeProvider.System.GetUtcNow();
        var contents = await CountAsync(connection, began, taken, cancellation);
        var tables = await connection.ValueAsync<long>(Tables, cancellation);
        await screen.WatchAsync("tables", tables, done => postgres.RunAsync("pg_dump",
            ["--format=directory", $"--jobs={Jobs}", "--no-owner", "--no-privileges", "--verbose", $"--snapshot={snapshot}", $"--file={folder.Of(BackupFolder.DatabasePart)}"],
            line =>
            {
                if (line.Contains("dumping contents of table", StringComparison.Ordinal)) done(1);
            }, cancellation));
        return contents;
    }

    /// <exception cref="ToolException">The database is not empty, or <c>pg_restore</c> failed, or not all of it is there.</exception>
    public async Task ReadAsync(BackupFolder folder, BackupContents wanted, bool replace, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (replace) await connection.RunAsync(Sql.Load("Backup/replace.sql"), cancellation);
        else if (!await connection.ValueAsync<bool>(Empty, cancellation)) throw new ToolException("The database is not empty. Create a new one, or give --replace to drop all that is in it.");
        await screen.WatchAsync("tables", folder.Tables, done => postgres.RunAsync("pg_restore",
            [$"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}", $"--jobs={Jobs}", "--exit-on-error", "--no-owner", "--no-privileges", "--verbose", folder.Of(BackupFolder.DatabasePart)],
            line =>
            {
                if (line.Contains("processing data for table", StringComparison.Ordinal)) done(1);
            }, cancellation));
        var found = await CountAsync(connection, wanted.BegunAt, wanted.TakenAt, cancellation);
        if (found with { Postgres = wanted.Postgres } != wanted) throw new ToolException($"The restored database is not the one that was backed up: {found} instead of {wanted}.");
    }

    private static async Task<BackupContents> CountAsync(NpgsqlConnection connection, DateTimeOffset began, DateTimeOffset taken, CancellationToken cancellation)
    {
        await foreach (var contents in connection.RowsAsync(Contents, row => new BackupContents(began, taken, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4)), cancellation))
            return contents;
        throw new System.Diagnostics.UnreachableException();
    }
}

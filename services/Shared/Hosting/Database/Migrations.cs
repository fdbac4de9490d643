using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>Applies an assembly's <c>Migrations/NNNN-name.sql</c> files once each, in the order of their names.</summary>
/// <remarks>Safe to call from many processes at once: an advisory lock lets one through at a time. A file that
/// changed after it was applied is an error: write a new one. One that has to wait for a table, which a backup reads for as long as it lasts, waits
/// for a second at a time: whoever wants the table meanwhile has to wait behind it.</remarks>
public static class Migrations
{
    private const long LockKey = 0x43_46_4d_49_47; // "CFMIG": one lock for every component of one database

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5); // those who waited behind it go on meanwhile

    /// <exception cref="InvalidOperationException">An applied file was edited.</exception>
    /// <exception cref="PostgresException">A statement failed; nothing of that file was kept.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource database, Assembly assembly, string component, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await RunAsync(connection, $"select pg_advisory_lock({LockKey})", cancellation);
        try
        {
            await RunAsync(connection, Sql.Load(typeof(Migrations).Assembly, "Database/create-migrations-table.sql"), cancellation);
            foreach (var name in Names(assembly))
                while (!await ApplyOneAsync(connection, component, name, Sql.Load(assembly, name), cancellation)) await Task.Delay(Pause, cancellation);
        }
        finally
        {
            await RunAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("Migrations/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <returns>False when another session has what it needs.</returns>
    private static async Task<bool> ApplyOneAsync(NpgsqlConnection connection, string component, string name, string text, CancellationToken cancellation)
    {
        var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var known = await KnownChecksumAsync(connection, component, name, cancellation);
        if (known == checksum) return true;
        if (known is not null)
            throw new InvalidOperationException($"Migration {component}/{name} was edited after it was applied. Write a new one.");
        try
        {
            await RunAsync(connection, "set local lock_timeout = '1s'", cancellation);
            await RunAsync(connection, text, cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        await using var record = new NpgsqlCommand("insert into schema_migrations (component, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = component }, new() { Value = name }, new() { Value = checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task<string?> KnownChecksumAsync(NpgsqlConnection connection, string component, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select checksum from schema_migrations where component = $1 and name = $2", connection)
        {
            Parameters = { new() { Value = component }, new() { Value = name } },
        };
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        // A migration takes as long as the tables are large; another process waits for the lock as long as that.
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

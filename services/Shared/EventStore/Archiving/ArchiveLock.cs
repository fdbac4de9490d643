using Npgsql;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>One archive or restore at a time in a database: they would write the same files.</summary>
public sealed class ArchiveLock : IAsyncDisposable
{
    private const long Key = 0x43_46_41_52_43; // "CFARC"
    private readonly NpgsqlConnection connection;

    private ArchiveLock(NpgsqlConnection connection) => this.connection = connection;

    /// <exception cref="ArchiveException">Another run has it.</exception>
    public static async Task<ArchiveLock> TakeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        if (await RunAsync(connection, $"select pg_try_advisory_lock({Key})", cancellation)) return new(connection);
        await connection.DisposeAsync();
        throw new ArchiveException("Another archive, restore or backup is running on this database.");
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.State == System.Data.ConnectionState.Open)
            await RunAsync(connection, $"select pg_advisory_unlock({Key})", CancellationToken.None);
        await connection.DisposeAsync();
    }

    private static async Task<bool> RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}

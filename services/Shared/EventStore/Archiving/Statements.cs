using CreatorFlow.EventStore.Appending;
using Npgsql;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>This folder's statements; long ones have no time limit.</summary>
internal static class Statements
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string name, params object?[] values)
    {
        var command = new NpgsqlCommand(EventAppender.SqlText($"Archiving/{name}.sql"), connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar } : new() { Value = value });
        return command;
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await using var _ = command;
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
        return rows;
    }

    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var _ = command;
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}

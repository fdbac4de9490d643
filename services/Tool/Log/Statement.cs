using System.Runtime.CompilerServices;
using Npgsql;

namespace CreatorFlow.Tool.Log;

/// <summary>Statements on a connection, by position.</summary>
internal static class Statement
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar } : new() { Value = value });
        return command;
    }

    public static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<T> ValueAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public static async IAsyncEnumerable<T> RowsAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row,
        [EnumeratorCancellation] CancellationToken cancellation, params object?[] values)
    {
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return row(reader);
    }
}

using Npgsql;

namespace CreatorFlow.Hosting.Database;

/// <summary>Statements with their values.</summary>
public static class Statements
{
    /// <summary>Gives a statement its values: the first is <c>$1</c>.</summary>
    /// <returns>The same command.</returns>
    public static NpgsqlCommand With(this NpgsqlCommand command, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Adds a statement with its values: the first is <c>$1</c>.</summary>
    /// <returns>The same batch.</returns>
    public static NpgsqlBatch With(this NpgsqlBatch batch, string sql, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(values);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Runs a statement on a connection of its own.</summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">The text of a <c>.sql</c> file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="values">As in <see cref="With(NpgsqlCommand, object[])"/>.</param>
    /// <returns>Rows that it changed.</returns>
    public static async Task<int> RunAsync(this NpgsqlDataSource database, string sql, CancellationToken cancellation, params object[] values)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(sql).With(values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
